/**
 * What sealing takes, by stage. Start at {@link dev.sluice.escalation.timing.StageTimes}. Knows clocks and nothing of what
 * is timed.
 */
@NullMarked
package dev.sluice.escalation.timing;

import org.jspecify.annotations.NullMarked;
