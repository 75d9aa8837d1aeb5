package dev.sluice.escalation.hold;

import dev.sluice.escalation.custody.Actor;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A hold, as its journal tells it.
 *
 * @param id 16 hex digits
 * @param order who wants what kept, and why
 * @param placed who asked for it and when
 * @param activatedAt when it came into force; null where it is proposed
 * @param reviewAt when somebody must look at it
 * @param expiresAt when the request that it answers ends; null where it has no end
 * @param renewals how often that request was renewed
 * @param releaseProposed who wants to let go of it and when; null where nobody does
 * @param released who did, and when; null where it stands
 * @param entries how many entries its journal has
 */
public record Hold(
        String id,
        HoldOrder order,
        Signed placed,
        @Nullable Instant activatedAt,
        Instant reviewAt,
        @Nullable Instant expiresAt,
        int renewals,
        @Nullable Signed releaseProposed,
        @Nullable Signed released,
        int entries) {
    /**
     * Who did something and when.
     *
     * @param by who
     * @param at when
     */
    public record Signed(Actor by, Instant at) {
        /** Whether it is the same person, as far as names tell. */
        boolean isBy(Actor other) {
            return fold(by.name()).equals(fold(other.name()));
        }

        private static String fold(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it stands at an instant. */
    public HoldState state(Instant now) {
        if (released != null) {
            return HoldState.RELEASED;
        }
        boolean expired = expiresAt != null && !now.isBefore(expiresAt);
        if (expired || !now.isBefore(reviewAt)) {
            return HoldState.REVIEW_DUE;
        }
        return activatedAt == null ? HoldState.PROPOSED : HoldState.ACTIVE;
    }

    /** Whether it keeps what it covers. */
    public boolean stands() {
        return released == null;
    }
}
