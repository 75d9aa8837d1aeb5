/**
 * Measures how well an assessor does on labelled posts that it was not trained on.
 *
 * <p>Knows assessments and labels; it must not know how a model was made. Start at {@link
 * dev.sluice.classifiers.evaluation.Evaluation}.
 */
@NullMarked
package dev.sluice.classifiers.evaluation;

import org.jspecify.annotations.NullMarked;
