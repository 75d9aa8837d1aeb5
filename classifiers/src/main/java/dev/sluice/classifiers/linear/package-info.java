/**
 * Linear models over hashed n-grams: all labels of one language in one pass over the folded text.
 *
 * <p>Knows folded text and weights; it must not know how the weights were learnt ({@code training}) nor how a logit
 * becomes a risk ({@code scoring}). Start at {@link dev.sluice.classifiers.linear.LinearClassifier}.
 */
@NullMarked
package dev.sluice.classifiers.linear;

import org.jspecify.annotations.NullMarked;
