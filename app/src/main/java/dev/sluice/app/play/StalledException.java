package dev.sluice.app.play;

import dev.sluice.topology.health.EventCounters;
import java.time.Duration;

/**
 * Nothing has moved for too long although not every event is answered. The message gives both sides of the equation.
 */
public final class StalledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StalledException(Duration limit, long published, EventCounters.Totals totals) {
        super("nothing has moved for " + limit.toSeconds() + " s: " + published + " events published, "
                + totals.events()
                + " taken in, " + totals.decisions() + " decided, " + totals.duplicates() + " duplicates, "
                + totals.deadLetters() + " dead letters");
    }
}
