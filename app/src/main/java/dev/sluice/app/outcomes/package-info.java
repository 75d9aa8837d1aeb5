/**
 * What people read of outcomes: feedback on rules and models, recommended thresholds, transparency reports, a page for
 * members, posts to train on; from the topics of a cluster, or from the folder of results that {@code run} wrote.
 *
 * <p>Start at {@link dev.sluice.app.outcomes.OutcomeData}. The package reads counts and labels; it must not know how they were
 * made, nor who asks for them.
 */
@NullMarked
package dev.sluice.app.outcomes;

import org.jspecify.annotations.NullMarked;
