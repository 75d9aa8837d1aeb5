package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.defamation.PostReader.Post;
import dev.sluice.classifiers.linear.NgramFeatures;
import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds possibly defamatory allegations about identifiable subjects in English: a learned model finds, the vocabulary
 * explains. Most posts are passed over after a look at their words.
 *
 * <p>Three questions are asked, each with its own features: who is meant, what is alleged, how it is asserted. Denials,
 * reports of proceedings, fiction, questions and self-disclosure speak against; "allegedly" hardly does.
 */
public final class DefamationClassifier implements Classifier {
    /** Less likely readings are not worth a person's time. */
    private static final double MIN_PROBABILITY = 0.1;

    /** What the words must say more where nobody seems to be named. */
    private static final int UNNAMED = 20;

    /** Log-odds that an allegation loses where nobody who could be identified is named. */
    private static final float NOBODY = 2;

    /** Log-odds that an allegation loses in a question that does not take it for granted. */
    private static final float QUESTION = 2.5f;

    /** So many tokens are shown of an allegation that the vocabulary does not know. */
    private static final int SHOWN = 8;

    private final DefamationModel model;
    private final PostReader reader;
    private final String version;

    /**
     * A detector.
     *
     * @param model what was learnt
     * @param names finds people; null to go by capitals, titles and roles alone
     * @param version version of the models
     */
    public DefamationClassifier(DefamationModel model, @Nullable NameFinder names, String version) {
        this.model = model;
        this.reader = PostReader.of(names);
        this.version = version;
    }

    @Override
    public String id() {
        return "defamation";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<Category> categories() {
        return Set.of(Category.DEFAMATION);
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        return classify(text, null);
    }

    /**
     * Looks for allegations.
     *
     * @param known the features of the text, where somebody has extracted them; else null
     */
    public List<Finding> classify(FoldedText text, @Nullable NgramFeatures known) {
        if (!text.speaks("en") || !worthReading(text, known)) {
            return List.of();
        }
        Post post = reader.read(text);
        double logOdds = model.logOdds(DefamationFeatures.of(post)) - suppressed(post);
        double probability = 1 / (1 + Math.exp(-logOdds));
        if (probability < MIN_PROBABILITY) {
            return List.of();
        }
        @Nullable Reading focus = post.focus();
        Allegation.Kind kind =
                focus == null ? Allegation.Kind.OTHER : focus.allegation().kind();
        return List.of(new Finding.Signal(
                Category.DEFAMATION,
                id(),
                version,
                "defamation." + kind.id(),
                new Finding.Score.Probability((float) probability),
                spans(post),
                Explanation.of(post, kind)));
    }

    /** What rules take away: where nobody is named, and where a plain question asks whether it is so. */
    private static float suppressed(Post post) {
        float taken = post.subject() == null ? NOBODY : 0;
        @Nullable Reading focus = post.focus();
        if (focus != null) {
            boolean question = post.sentences().question(post.sentences().of(focus.first()));
            boolean asked = post.assertion().inSentence(Cue.QUESTION, focus.first());
            taken += question && asked && !post.assertion().has(Cue.LOADED) ? QUESTION : 0;
        }
        return taken;
    }

    private boolean worthReading(FoldedText text, @Nullable NgramFeatures known) {
        int best = Gate.best(text, model.gate());
        boolean alleging = best >= model.gateThreshold() || reader.alleging(text);
        if (!alleging || best < model.gateThreshold() + UNNAMED && !Gate.mayName(text.original)) {
            return false;
        }
        return model.sieve(known == null ? extracted(text) : known);
    }

    private static NgramFeatures extracted(FoldedText text) {
        NgramFeatures features = new NgramFeatures();
        features.extract(text);
        return features;
    }

    /** Where who is meant and what is alleged are, in order. */
    private static List<Span> spans(Post post) {
        FoldedText text = post.text();
        @Nullable Subject subject = post.subject();
        Span allegation = allegation(post);
        if (subject == null) {
            return List.of(allegation);
        }
        Span who = text.tokenSpan(subject.first(), subject.last());
        return who.start() <= allegation.start() ? List.of(who, allegation) : List.of(allegation, who);
    }

    /** The words that the vocabulary knows, or what follows the subject in its sentence, or the beginning of the post. */
    private static Span allegation(Post post) {
        FoldedText text = post.text();
        Sentences sentences = post.sentences();
        @Nullable Reading focus = post.focus();
        if (focus != null) {
            return text.tokenSpan(focus.first(), focus.last());
        }
        @Nullable Subject subject = post.subject();
        int first = subject == null ? 0 : subject.last() + 1;
        if (first >= text.tokenCount) {
            first = 0;
        }
        int last = first;
        while (last + 1 < text.tokenCount
                && last - first + 1 < SHOWN
                && sentences.of(last + 1) == sentences.of(first)) {
            last++;
        }
        return text.tokenSpan(first, last);
    }
}
