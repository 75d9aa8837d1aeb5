package dev.sluice.topology.casework.clock;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * The present, as one task of casework sees it: the wall clock, and never earlier than it was before.
 *
 * <p>The wall clock and not the stream's time, since a lease or a deadline must end where no event comes, and a backlog
 * that is caught up with must not end them all at once. A clock that is set back stands still here until it has caught
 * up; after a restart with a clock that is behind, leases last longer and deadlines come later, and nothing else is
 * different, for what was done is marked on the case.
 */
public final class CaseClock {
    private long latest = Long.MIN_VALUE;

    /** The present, in milliseconds since 1970. */
    public long now(ProcessingContext context) {
        return atLeast(context.currentSystemTimeMs());
    }

    /** The present, where the wall clock is said to be at this time. */
    public long atLeast(long wallClock) {
        latest = Math.max(latest, wallClock);
        return latest;
    }
}
