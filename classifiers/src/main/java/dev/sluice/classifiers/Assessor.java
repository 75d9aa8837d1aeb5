package dev.sluice.classifiers;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.List;

/** Runs all detectors over a text and scores what they found. Safe for use by many threads. */
public final class Assessor {
    private final List<Classifier> classifiers;
    private final ThreadLocal<Folder> folders = ThreadLocal.withInitial(Folder::new);

    /** An assessor over these detectors, in this order. */
    public Assessor(List<Classifier> classifiers) {
        this.classifiers = List.copyOf(classifiers);
    }

    /** Assesses one text. Never throws for any text. */
    public Assessment assess(String text) {
        FoldedText folded = folders.get().fold(text);
        List<Finding> findings = new ArrayList<>();
        for (Classifier classifier : classifiers) {
            findings.addAll(classifier.classify(folded));
        }
        return new Assessment(
                new Language(Language.UNDETERMINED, 0),
                RiskScores.NONE,
                findings,
                folded.originalLength,
                folded.foldedLength,
                "none",
                "none");
    }
}
