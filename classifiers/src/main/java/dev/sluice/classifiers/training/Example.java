package dev.sluice.classifiers.training;

/**
 * A post as the trainer reads it.
 *
 * @param features its features
 * @param labels per label 1, 0, or -1 where not annotated
 * @param weights per label how much it counts; 0 where not annotated
 * @param source number of its source
 * @param fold in which fold it is held out
 */
record Example(int[] features, byte[] labels, float[] weights, int source, int fold) {}
