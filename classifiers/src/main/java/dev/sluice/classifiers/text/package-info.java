/**
 * Text as detectors read it: folded, split into tokens, with the map back to what was posted.
 *
 * <p>Knows characters, not risk: nothing here may depend on a detector or a category.
 */
@NullMarked
package dev.sluice.classifiers.text;

import org.jspecify.annotations.NullMarked;
