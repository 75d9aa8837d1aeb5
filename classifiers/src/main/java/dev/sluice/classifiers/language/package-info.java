/**
 * Tells the language of a post: by script, then by frequent words, and by a trained model only where both leave doubt.
 *
 * <p>Knows folded text; must not know detectors. A short text stays undetermined rather than be given a wrong language,
 * since entries of every language apply to an undetermined one. Start at
 * {@link dev.sluice.classifiers.language.LanguageIdentifier}.
 */
@NullMarked
package dev.sluice.classifiers.language;

import org.jspecify.annotations.NullMarked;
