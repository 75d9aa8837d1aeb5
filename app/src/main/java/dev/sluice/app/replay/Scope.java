package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which decisions are decided again.
 *
 * @param from the earliest event time of the post
 * @param to the event time before which it must lie
 * @param communities communities; empty for all
 */
public record Scope(Instant from, Instant to, Set<String> communities) {
    /** Refuses a range that holds nothing. */
    public Scope {
        communities = Set.copyOf(communities);
        if (!from.isBefore(to)) {
            throw new ReplayException("--from is " + from + " and --to is " + to + "; allowed: a --from before --to");
        }
    }

    /** Everything. */
    public static Scope everything() {
        return new Scope(Instant.MIN, Instant.MAX, Set.of());
    }

    boolean holds(Decision decision) {
        Instant at = decision.getPostCreatedAt();
        return !at.isBefore(from)
                && at.isBefore(to)
                && (communities.isEmpty() || communities.contains(decision.getCommunity()));
    }

    /** How long it lasts, cut to what was seen; never less than an hour, so that a rate a day means something. */
    static Duration spanned(Instant first, Instant last) {
        Duration span = Duration.between(first, last);
        return span.compareTo(Duration.ofHours(1)) < 0 ? Duration.ofHours(1) : span;
    }
}
