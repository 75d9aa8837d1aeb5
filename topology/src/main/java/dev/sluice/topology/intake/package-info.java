/**
 * The way in: records of the topics {@code posts} and {@code flags} become events to answer, or are refused, or are
 * known already; what second looks found becomes a reason to decide once more, or is stale. Nothing else can happen to a
 * record, and nothing is skipped.
 *
 * <p>Start at {@link dev.sluice.topology.intake.IntakeProcessor}. This package knows what a valid event is and what was
 * seen before; it must not know detectors, policy or context.
 */
@NullMarked
package dev.sluice.topology.intake;

import org.jspecify.annotations.NullMarked;
