/**
 * Builds the models that ship, from labelled posts whose licence allows it: the same data gives the same bytes.
 *
 * <p>The recipe of each source (licence, tier, language, weight) is data, in {@code sources.yaml}. Knows the forms of
 * the
 * models and of labelled posts; no command line, no network. Start at {@link dev.sluice.classifiers.training.Trainer}.
 */
@NullMarked
package dev.sluice.classifiers.training;

import org.jspecify.annotations.NullMarked;
