/**
 * Feedback: what people found, joined with what the machine had found, as labels that rules and models are measured and
 * taught by.
 *
 * <p>Start at {@link dev.sluice.topology.outcomes.feedback.LabelProcessor}. Labels hold numbers and ids, no words; who trains
 * on a post fetches its words where they may be kept.
 */
@NullMarked
package dev.sluice.topology.outcomes.feedback;

import org.jspecify.annotations.NullMarked;
