package dev.sluice.topology.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which policies are in force at which instant: those of now, those announced for later, and for a while those of
 * before. Every event is given one instant when it is taken in, and is decided under the policies of that instant,
 * wherever and whenever that is done.
 *
 * <p>Thread-safe; asking costs a comparison.
 */
public final class PoliciesInForce {
    /** How long a book is kept after the next one came into force: longer than any post is on its way. */
    public static final Duration KEPT = Duration.ofHours(1);

    /** The newest first; never empty. */
    private volatile List<Era> eras;

    private volatile Instant passed = Instant.EPOCH;

    /** From when each text holds, by id and hash; only texts of {@link #eras}. */
    private volatile Map<String, Instant> since = Map.of();

    private PoliciesInForce(List<Era> eras) {
        this.eras = eras;
    }

    /**
     * From when a book is in force.
     *
     * @param from the first instant
     * @param book the book
     */
    public record Era(Instant from, PolicyBook book) {}

    /** These policies, until others are announced. */
    public static PoliciesInForce of(PolicyBook book) {
        return new PoliciesInForce(List.of(new Era(Instant.EPOCH, book)));
    }

    /** The policies of an instant; of one before all that is remembered, the oldest; of none, the latest of all. */
    public PolicyBook at(@Nullable Instant instant) {
        List<Era> now = eras;
        if (instant != null) {
            for (int i = 0; i < now.size(); i++) {
                if (!instant.isBefore(now.get(i).from())) {
                    return now.get(i).book();
                }
            }
            return now.get(now.size() - 1).book();
        }
        return now.get(0).book();
    }

    /**
     * The instant whose policies decide what is taken in now. Where the clock was set back over a boundary that was passed
     * here, that boundary: a version that has begun does not end because a clock went back.
     *
     * @param now what the clock says; milliseconds count, as records keep them
     */
    public Instant decidingAt(Instant now) {
        Instant given = Instant.ofEpochMilli(now.toEpochMilli());
        for (Era era : eras) {
            if (!given.isBefore(era.from())) {
                pass(era.from());
                break;
            }
        }
        Instant last = passed;
        return given.isBefore(last) ? last : given;
    }

    private void pass(Instant boundary) {
        if (boundary.isAfter(passed)) {
            synchronized (this) {
                passed = boundary.isAfter(passed) ? boundary : passed;
            }
        }
    }

    /** The policies that are in force last, of all that is announced. */
    public PolicyBook latest() {
        return eras.get(0).book();
    }

    /**
     * Takes over what is known now.
     *
     * @param known in the order of time, at least one
     * @param now what ended long before is left out
     */
    public void replace(List<Era> known, Instant now) {
        if (known.isEmpty()) {
            throw new IllegalArgumentException("no policies are in force; allowed: one book or more");
        }
        List<Era> kept = new ArrayList<>();
        for (int i = known.size() - 1; i >= 0; i--) {
            kept.add(known.get(i));
            if (known.get(i).from().isBefore(now.minus(KEPT))) {
                break;
            }
        }
        since = since(known, kept);
        eras = List.copyOf(kept);
    }

    /**
     * From when a pack is in force with this text: what is known of it outlives the era in which it began.
     *
     * @return the instant, or null where the pack was there from the start
     */
    public @Nullable Instant since(PolicyPack pack) {
        Instant from = since.get(key(pack));
        return from == null || from.equals(Instant.EPOCH) ? null : from;
    }

    private Map<String, Instant> since(List<Era> known, List<Era> kept) {
        Map<String, Instant> first = new HashMap<>();
        for (Era era : known) {
            era.book().packs().forEach(pack -> first.putIfAbsent(key(pack), era.from()));
        }
        Map<String, Instant> all = new HashMap<>();
        for (Era era : kept) {
            era.book().packs().forEach(pack -> {
                Instant remembered = since.get(key(pack));
                all.put(key(pack), remembered == null ? first.getOrDefault(key(pack), era.from()) : remembered);
            });
        }
        return Map.copyOf(all);
    }

    private static String key(PolicyPack pack) {
        return pack.id() + ' ' + pack.sha256();
    }
}
