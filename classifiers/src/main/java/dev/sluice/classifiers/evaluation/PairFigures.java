package dev.sluice.classifiers.evaluation;

/**
 * Figures of minimal pairs.
 *
 * @param pairs how many pairs have members of different labels
 * @param right the share of them of which every member is called right
 */
public record PairFigures(int pairs, double right) {}
