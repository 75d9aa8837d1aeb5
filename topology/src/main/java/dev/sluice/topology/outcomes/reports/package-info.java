/**
 * Reports: what happened in each community, counted by event time in windows of an hour and a day.
 *
 * <p>A post counts once, in the window of its first event, by the decision in force: a later decision moves it. Everything
 * else counts when it happens. Start at {@link dev.sluice.topology.outcomes.reports.CountProcessor}. The package counts; it
 * must not know what counts are used for.
 */
@NullMarked
package dev.sluice.topology.outcomes.reports;

import org.jspecify.annotations.NullMarked;
