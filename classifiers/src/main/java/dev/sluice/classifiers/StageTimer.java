package dev.sluice.classifiers;

/** Told how long each stage of an assessment took; for measuring, not for production. */
@FunctionalInterface
public interface StageTimer {
    /** The stage that folds the text. */
    String FOLD = "fold";

    /** The stage that tells the language. */
    String LANGUAGE = "language";

    /** The stage that turns findings into probabilities. */
    String SCORING = "scoring";

    /**
     * Called after each stage, on the thread that assesses.
     *
     * @param stage {@link #FOLD}, {@link #LANGUAGE}, {@link #SCORING}, or the id of a detector
     * @param nanos how long it took, by the clock that the assessor was given
     */
    void took(String stage, long nanos);
}
