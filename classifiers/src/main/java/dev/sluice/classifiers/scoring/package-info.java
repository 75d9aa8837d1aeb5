/**
 * From what the detectors found to one calibrated probability per risk category.
 *
 * <p>Knows findings and log-odds; it must not know folded text, nor what any probability leads to, which is the
 * policy's
 * business. Start at {@link dev.sluice.classifiers.scoring.RiskModel}.
 */
@NullMarked
package dev.sluice.classifiers.scoring;

import org.jspecify.annotations.NullMarked;
