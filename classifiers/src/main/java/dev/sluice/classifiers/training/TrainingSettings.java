package dev.sluice.classifiers.training;

/**
 * How models are trained.
 *
 * @param bits 2^bits buckets
 * @param epochs how often the posts are gone over
 * @param rate learning rate
 * @param l2 strength of the pull of weights towards 0
 * @param sourceL2 strength of the pull of the sources' biases towards 0
 * @param folds into how many parts posts are divided for calibration, each held out once
 * @param seed of everything random
 */
record TrainingSettings(int bits, int epochs, float rate, float l2, float sourceL2, int folds, long seed) {
    /** What the shipped models are trained with. */
    static final TrainingSettings SHIPPED = new TrainingSettings(19, 6, 0.1f, 1e-5f, 0.1f, 4, 20240917);

    /** The same with tables of another size. */
    TrainingSettings withBits(int other) {
        return new TrainingSettings(other, epochs, rate, l2, sourceL2, folds, seed);
    }
}
