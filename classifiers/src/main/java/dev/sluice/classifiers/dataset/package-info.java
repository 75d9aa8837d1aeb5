/**
 * Labelled posts as training and evaluation read them: JSON lines, plain or gzip, with the labels of each category.
 *
 * <p>Knows the file format alone; licences and recipes are {@code training}'s business, figures {@code evaluation}'s.
 * Start
 * at {@link dev.sluice.classifiers.dataset.LabelledPosts}.
 */
@NullMarked
package dev.sluice.classifiers.dataset;

import org.jspecify.annotations.NullMarked;
