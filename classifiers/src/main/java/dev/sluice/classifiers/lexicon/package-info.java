/**
 * Words and phrases that speak for a risk by themselves, found in one walk over a text's tokens.
 *
 * <p>Lexicons are data ({@code policies/lexicons/*.tsv}). Knows folded text and categories; must not know what score or
 * decision a word leads to. Start at {@link dev.sluice.classifiers.lexicon.LexiconClassifier}.
 */
@NullMarked
package dev.sluice.classifiers.lexicon;

import org.jspecify.annotations.NullMarked;
