package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a reviewer: the cases of severe queues taken of late, in event time.
 *
 * <p>Bounded by the limit itself, since no case is added beyond it, and by {@link #MAX_CLAIMS}.
 */
public final class ReviewerState {
    /** No limit may be higher. */
    public static final int MAX_CLAIMS = 256;

    private static final int VERSION = 1;

    private final List<Claim> claims = new ArrayList<>();

    private record Claim(long command, long time) {}

    /**
     * Adds a claim, unless the limit is reached. The window is the one that ends at the claim, or at a later one that is
     * known already, so that a claim that comes late never makes room for another.
     *
     * @param command id of the command; one that was added before counts once
     * @param time event time in milliseconds since 1970
     * @return whether it is within the limit
     */
    public boolean add(String command, long time, Duration window, int max) {
        long hash = Pseudonyms.hash(command);
        if (claims.stream().anyMatch(claim -> claim.command == hash)) {
            return true;
        }
        long end = Math.max(time, claims.stream().mapToLong(Claim::time).max().orElse(time));
        claims.removeIf(claim -> claim.time <= end - window.toMillis());
        if (claims.size() >= Math.min(max, MAX_CLAIMS)) {
            return false;
        }
        claims.add(new Claim(hash, time));
        return true;
    }

    /** Takes back a claim that came to nothing. */
    public void giveBack(String command) {
        long hash = Pseudonyms.hash(command);
        claims.removeIf(claim -> claim.command == hash);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).uint(claims.size());
        claims.forEach(claim -> out.int64(claim.command).time(claim.time));
        return out.toBytes();
    }

    /** Reads the compact form; a reviewer not seen before where there is none. */
    public static ReviewerState of(byte @Nullable [] bytes) {
        ReviewerState state = new ReviewerState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.REVIEWER_EXPOSURE, bytes, VERSION);
        in.time();
        for (int left = in.uint32(); left > 0; left--) {
            state.claims.add(new Claim(in.int64(), in.time()));
        }
        return state;
    }
}
