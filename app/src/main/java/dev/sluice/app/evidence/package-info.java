/**
 * What a sealed package says, held against the program that said it. Start at {@link dev.sluice.app.evidence.Rescoring}.
 * Knows models and what a package's files are called; nothing of how packages are verified.
 */
@NullMarked
package dev.sluice.app.evidence;

import org.jspecify.annotations.NullMarked;
