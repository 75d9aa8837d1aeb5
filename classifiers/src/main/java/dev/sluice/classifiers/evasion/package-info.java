/**
 * Makes the disguises in which harmful words are posted, so that what finds them can be tested: the same seed gives the
 * same variants.
 *
 * <p>Knows text alone; it must not know detectors. Nothing here runs on posts as they come in. Start at {@link
 * dev.sluice.classifiers.evasion.Disguises}.
 */
@NullMarked
package dev.sluice.classifiers.evasion;

import org.jspecify.annotations.NullMarked;
