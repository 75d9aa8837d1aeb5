package dev.sluice.classifiers;

import dev.sluice.classifiers.defamation.DefamationClassifier;
import dev.sluice.classifiers.linear.LinearClassifier;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearScores;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.targets.TargetFinder;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all detectors over a text and scores what they found. Safe for use by many threads; a post in which nothing is
 * found costs two small objects.
 *
 * <p>Fails closed: a detector that throws, or runs out of stack, becomes {@link Finding.Unavailable} for its
 * categories,
 * and so does everything where the text cannot be folded or the findings cannot be scored. An {@link
 * OutOfMemoryError} is
 * not the text's doing and is thrown on.
 */
public final class Assessor {
    private static final Set<Category> EVERYTHING = Set.of(Category.values());

    private final Detectors detectors;
    private final Failures failures;
    private final @Nullable StageTimer timer;
    private final LongSupplier clock;
    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    /** What a thread needs to assess a text; nothing in it outlives the call. */
    private static final class Workspace {
        final Folder folder = new Folder();
        final LinearScores linear = new LinearScores();
        final List<Finding> findings = new ArrayList<>();
    }

    /** An assessor that runs these detectors. */
    public Assessor(Detectors detectors) {
        this(detectors, new Failures(), null, () -> 0);
    }

    /** An assessor over these detectors alone, in this order: no linear model, every weight counts in full. */
    public Assessor(List<Classifier> classifiers) {
        this(new Detectors(text -> Language.UNKNOWN, classifiers, RiskModel.WEIGHTS_ALONE, "none", "none"));
    }

    private Assessor(Detectors detectors, Failures failures, @Nullable StageTimer timer, LongSupplier clock) {
        this.detectors = detectors;
        this.failures = failures;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * An assessor with the same detectors that tells a timer how long each stage of each assessment took.
     *
     * @param stageClock nanoseconds since any moment: of the wall, or of the calling thread's CPU time
     */
    public Assessor timed(LongSupplier stageClock, StageTimer stageTimer) {
        return new Assessor(detectors, failures, stageTimer, stageClock);
    }

    /** Version of the set of models. */
    public String models() {
        return detectors.models();
    }

    /** Version of the set of rule packs and lexicons. */
    public String rules() {
        return detectors.rules();
    }

    /** The model that scores. */
    public RiskModel scoring() {
        return detectors.scoring();
    }

    /** Assesses one text. Never throws for any text. */
    public Assessment assess(String text) {
        return assess(text, null);
    }

    /**
     * Assesses one text. Never throws for any text.
     *
     * @param text what was posted; beyond {@link Folder#MAX_CODE_POINTS} it is cut, and the assessment says so
     * @param knownLanguage BCP 47 tag of its language, where the source of the post knows it; null to have it
     *     identified
     */
    public Assessment assess(String text, @Nullable String knownLanguage) {
        Workspace workspace = workspaces.get();
        List<Finding> findings = workspace.findings;
        findings.clear();
        workspace.linear.clear();
        long start = now();
        FoldedText folded;
        try {
            folded = workspace.folder.fold(text);
        } catch (RuntimeException | StackOverflowError e) {
            findings.add(failures.unavailable(StageTimer.FOLD, models(), EVERYTHING, e));
            int length = text.codePointCount(0, text.length());
            return new Assessment(Language.UNKNOWN, RiskScores.NONE, findings, length, 0, models(), rules());
        }
        start = lap(StageTimer.FOLD, start);
        Language language = language(folded, knownLanguage, findings);
        folded.language = language.code();
        start = lap(StageTimer.LANGUAGE, start);
        RiskScores risk = RiskScores.NONE;
        Target target = null;
        if (folded.tokenCount > 0) {
            for (Classifier classifier : detectors.classifiers()) {
                detect(classifier, folded, workspace);
                start = lap(classifier.id(), start);
            }
            risk = score(workspace);
            target = target(folded, risk, findings);
            lap(StageTimer.SCORING, start);
        }
        return new Assessment(
                language, risk, findings, folded.originalLength, folded.foldedLength, models(), rules(), target);
    }

    /** Whom it is aimed at explains and changes no score, so that it is left out where it cannot be told. */
    private @Nullable Target target(FoldedText folded, RiskScores risk, List<Finding> findings) {
        TargetFinder finder = detectors.targets();
        try {
            return finder == null ? null : finder.find(folded, risk, findings);
        } catch (RuntimeException | StackOverflowError e) {
            findings.add(failures.unavailable(StageTimer.SCORING, models(), Set.of(), e));
            return null;
        }
    }

    /**
     * Assesses one text for a second look, which needs what the linear model said before it was calibrated. Never throws
     * for any text.
     *
     * @param text what was posted
     * @param knownLanguage as for {@link #assess(String, String)}
     */
    public FirstLook look(String text, @Nullable String knownLanguage) {
        Assessment assessment = assess(text, knownLanguage);
        LinearScores linear = workspaces.get().linear;
        boolean spoke = linear.model() != null;
        float[] logits = spoke ? linear.logits().clone() : new float[LinearModel.LABEL_COUNT];
        return new FirstLook(assessment, spoke, logits);
    }

    private Language language(FoldedText folded, @Nullable String known, List<Finding> findings) {
        if (known != null && !known.isBlank()) {
            return Language.known(known);
        }
        if (folded.tokenCount == 0) {
            return Language.UNKNOWN;
        }
        try {
            return detectors.language().apply(folded);
        } catch (RuntimeException | StackOverflowError e) {
            // Which model may speak is not known, so nothing that depends on the language is covered.
            findings.add(failures.unavailable(StageTimer.LANGUAGE, models(), EVERYTHING, e));
            return Language.UNKNOWN;
        }
    }

    private void detect(Classifier classifier, FoldedText folded, Workspace workspace) {
        try {
            if (classifier instanceof LinearClassifier linear) {
                linear.score(folded, workspace.linear);
                workspace.findings.addAll(linear.findings(folded, workspace.linear));
            } else if (classifier instanceof DefamationClassifier defamation) {
                // The linear model's features are its sieve's too: extracting them costs as much as the rest of it.
                workspace.findings.addAll(defamation.classify(folded, workspace.linear.features()));
            } else {
                workspace.findings.addAll(classifier.classify(folded));
            }
        } catch (RuntimeException | StackOverflowError e) {
            workspace.findings.add(
                    failures.unavailable(classifier.id(), classifier.version(), classifier.categories(), e));
        }
    }

    private RiskScores score(Workspace workspace) {
        try {
            return detectors.scoring().score(workspace.linear, workspace.findings);
        } catch (RuntimeException | StackOverflowError e) {
            workspace.findings.add(failures.unavailable(StageTimer.SCORING, models(), EVERYTHING, e));
            return RiskScores.NONE;
        }
    }

    private long now() {
        return timer == null ? 0 : clock.getAsLong();
    }

    private long lap(String stage, long start) {
        if (timer == null) {
            return 0;
        }
        long end = clock.getAsLong();
        timer.took(stage, end - start);
        return end;
    }
}
