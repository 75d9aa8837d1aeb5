package dev.sluice.benchmarks;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Detectors;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.language.LanguageIdentifier;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds a post at each stage. Every stage but {@link #fold} reads posts that were folded beforehand; the stages
 * therefore add up to {@link #assess}, less what caches forget between them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextStagesBenchmark {
    private final List<String> texts;
    private final List<FoldedText> folded;
    private final Folder folder;
    private final LanguageIdentifier languages;
    private final Classifier lexicon;
    private final Classifier rules;
    private final Classifier defamation;
    private final Classifier linear;
    private final Assessor assessor;
    private int next;

    /** Loads policies, models and posts. */
    public TextStagesBenchmark() {
        texts = DemoPosts.texts();
        folder = new Folder();
        languages = new LanguageIdentifier();
        // A folder's result is overwritten by its next call, so each of these posts has a folder of its own.
        folded = texts.stream().map(text -> new Folder().fold(text)).toList();
        folded.forEach(text -> text.language = languages.identify(text).code());
        Detectors detectors = AssessorLoader.detectors(DemoPosts.policies(), ModelFolder.shipped());
        lexicon = named(detectors, "lexicon");
        rules = named(detectors, "rules");
        defamation = named(detectors, "defamation");
        linear = named(detectors, "linear");
        assessor = new Assessor(detectors);
    }

    /** Folding alone. */
    @Benchmark
    public FoldedText fold() {
        return folder.fold(texts.get(advance()));
    }

    /** Language identification. */
    @Benchmark
    public Language language() {
        return languages.identify(folded.get(advance()));
    }

    /** The lexicon automaton. */
    @Benchmark
    public List<Finding> lexicon() {
        return lexicon.classify(folded.get(advance()));
    }

    /** The rule packs behind their gate. */
    @Benchmark
    public List<Finding> rules() {
        return rules.classify(folded.get(advance()));
    }

    /** The defamation rules. */
    @Benchmark
    public List<Finding> defamation() {
        return defamation.classify(folded.get(advance()));
    }

    /** The linear models, all categories. */
    @Benchmark
    public List<Finding> linear() {
        return linear.classify(folded.get(advance()));
    }

    /** A whole assessment. */
    @Benchmark
    public Assessment assess() {
        return assessor.assess(texts.get(advance()));
    }

    private int advance() {
        next = next + 1 == texts.size() ? 0 : next + 1;
        return next;
    }

    private static Classifier named(Detectors detectors, String id) {
        return detectors.classifiers().stream()
                .filter(classifier -> classifier.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no detector is called '" + id + "'"));
    }
}
