package dev.sluice.app.policy;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Post;
import dev.sluice.topology.assess.PostAssessor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two looks that the pipeline takes at posts: one at all of them, another at those that it leaves in doubt. Safe for
 * use by many threads.
 */
public final class BothLooks implements AutoCloseable {
    private final String models;
    private final PostAssessor first;
    private final @Nullable TransformerSecondLook transformer;
    private final @Nullable PostAssessor second;

    private BothLooks(Assessor detectors, String models, @Nullable TransformerSecondLook transformer) {
        this.models = models;
        this.first = new PostAssessor(detectors::assess, Clock.systemUTC());
        this.transformer = transformer;
        this.second = transformer == null
                ? null
                : new PostAssessor(
                        (text, language) -> transformer
                                .assess(List.of(new Text(text, language)))
                                .getFirst(),
                        Clock.systemUTC());
    }

    /**
     * The looks by the lexicons and rules of a folder and a set of models; without a second one where the set has no
     * transformer.
     *
     * @param policies folder with {@code lexicons/*.tsv} and {@code rules/*.yaml}
     * @throws IllegalArgumentException naming file and line of what is wrong
     */
    public static BothLooks load(Path policies, ModelFolder models) {
        Assessor detectors = AssessorLoader.load(policies, models);
        return new BothLooks(detectors, detectors.models(), AssessorLoader.secondLook(detectors, models));
    }

    /** Version of the set of models. */
    public String models() {
        return models;
    }

    /** What the first look says. */
    public Assessment first(Post post) {
        return first.assess(post);
    }

    /** Whether there is a second look and it may judge texts of this language, a BCP 47 primary tag. */
    public boolean looksTwice(String language) {
        return transformer != null && transformer.covers(language);
    }

    /** What the second look says; the first where there is no second. */
    public Assessment second(Post post) {
        return second == null ? first.assess(post) : second.assess(post);
    }

    /** Frees the models. */
    @Override
    public void close() {
        if (transformer != null) {
            transformer.close();
        }
    }
}
