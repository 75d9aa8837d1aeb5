package dev.sluice.topology.state;

import java.time.Duration;

/**
 * What a decision costs its author, and for how long.
 *
 * @param halfLife after this time half of a strike is left
 * @param expiry after this time nothing of it is left
 * @param nudge strikes for a nudged post
 * @param limit strikes for a limited post
 * @param remove strikes for a removed post
 */
public record StrikeSettings(Duration halfLife, Duration expiry, float nudge, float limit, float remove) {
    /** Refuses durations that are not positive and strikes outside 0 to 10. */
    public StrikeSettings {
        ContextSettings.positive("context.author.strikes.halfLife", halfLife);
        ContextSettings.positive("context.author.strikes.expiry", expiry);
        within("nudge", nudge);
        within("limit", limit);
        within("remove", remove);
    }

    private static void within(String outcome, float value) {
        if (!(value >= 0 && value <= 10)) {
            throw new IllegalArgumentException(
                    "context.author.strikes." + outcome + " is " + value + "; allowed: 0 to 10");
        }
    }
}
