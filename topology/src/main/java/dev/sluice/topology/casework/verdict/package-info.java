/**
 * What people decide: verdicts, second reviews, golden items, and what follows from a final verdict.
 *
 * <p>It must not know how a case came to be.
 */
@NullMarked
package dev.sluice.topology.casework.verdict;

import org.jspecify.annotations.NullMarked;
