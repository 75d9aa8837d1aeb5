/**
 * Says whom a harmful post is aimed at: which protected characteristic and group, and whether it speaks to somebody.
 *
 * <p>Runs only on posts in which something was found, and changes no score. Knows folded text, findings and words that
 * name people ({@code identities.tsv}); it must not know what follows from a target, which is the policy's business.
 * Start at {@link dev.sluice.classifiers.targets.TargetFinder}.
 */
@NullMarked
package dev.sluice.classifiers.targets;

import org.jspecify.annotations.NullMarked;
