package dev.sluice.tuning;

import java.time.Duration;

/**
 * How the encoder is fine-tuned.
 *
 * @param frozen how many layers, from below, stay as they are; the embeddings stay too
 * @param epochs how often the posts are gone over
 * @param rate highest learning rate of the layers
 * @param headRate highest learning rate of the head
 * @param decay weight decay of the layers
 * @param sourceL2 strength of the pull of the sources' biases towards 0
 * @param clip most norm of the layers' gradient
 * @param warmUpSteps over how many steps the learning rates rise
 * @param budget the most time that training may take; learning rates fall to 0 by then
 * @param checkpointEvery how often a checkpoint is written between epochs
 * @param threads how many threads are used
 * @param seed of everything random
 */
record TuningSettings(
        int frozen,
        int epochs,
        double rate,
        double headRate,
        double decay,
        double sourceL2,
        double clip,
        int warmUpSteps,
        Duration budget,
        Duration checkpointEvery,
        int threads,
        long seed) {
    /** What the shipped model is trained with, apart from the time. */
    static TuningSettings shipped(Duration budget) {
        return new TuningSettings(6, 2, 1e-4, 1e-3, 0.01, 0.002, 1.0, 60, budget, Duration.ofMinutes(11), 2, 20240917);
    }
}
