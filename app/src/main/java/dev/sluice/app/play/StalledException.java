package dev.sluice.app.play;

import java.time.Duration;
import java.util.List;

/** Nothing has moved for too long although not every event is answered. The message says what is missing. */
public final class StalledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StalledException(Duration limit, long published, Tally tally, List<String> missing) {
        super("nothing has moved for " + limit.toSeconds() + " s: " + published + " events published, "
                + tally.decisions() + " decisions and " + tally.deadLetters() + " dead letters read; still to come: "
                + String.join(", ", missing));
    }
}
