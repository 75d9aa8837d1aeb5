/**
 * Where people are named in a post: a small sequence model over folded tokens, and what folding took away from names
 * (capitals, the ends of sentences).
 *
 * <p>Knows folded text; must not know what a name is wanted for. Start at {@link
 * dev.sluice.classifiers.names.NameFinder}.
 */
@NullMarked
package dev.sluice.classifiers.names;

import org.jspecify.annotations.NullMarked;
