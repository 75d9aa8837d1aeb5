package dev.sluice.topology.outcomes.feedback;

import dev.sluice.schemas.Outcome;
import java.nio.charset.StandardCharsets;

/**
 * Which posts a person looks at although nothing asks for it, so that what the machine misses and what it wrongly does can
 * be estimated: drawn by a stable hash of the post's id, with a known probability.
 *
 * @param allowed the share of posts that were let through, or whose author was nudged
 * @param restricted the share of posts that were limited or removed
 */
public record QaPlan(double allowed, double restricted) {
    /** The rule that the cases of the sample name. */
    public static final String RULE = "qa.sample";

    /** The queue that they wait in. */
    public static final String QUEUE = "qa";

    /** Nobody looks. */
    public static final QaPlan NONE = new QaPlan(0, 0);

    /** Refuses shares that are none. */
    public QaPlan {
        check("qa.allowed", allowed);
        check("qa.restricted", restricted);
    }

    private static void check(String key, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(key + " is " + share + "; allowed: 0 to 1");
        }
    }

    /** The probability with which a post of this outcome is drawn; 1 for those that a person looks at anyway. */
    public double probability(Outcome outcome) {
        return switch (outcome) {
            case ALLOW, NUDGE -> allowed;
            case LIMIT, REMOVE -> restricted;
            case REVIEW, UNKNOWN -> 1;
        };
    }

    /** Whether anybody looks at all. */
    public boolean isActive() {
        return allowed > 0 || restricted > 0;
    }

    /** Whether the post is drawn, given what was decided. The same post is always drawn or never. */
    public boolean draws(String post, Outcome outcome) {
        return outcome != Outcome.REVIEW && place(post) < probability(outcome);
    }

    /** Whether some outcome would have the post drawn. */
    public boolean mayDraw(String post) {
        return place(post) < Math.max(allowed, restricted);
    }

    /** Where a post stands between 0 and 1: FNV-1a over its UTF-8 bytes, then the finaliser of MurmurHash3. */
    static double place(String post) {
        long h = 0xcbf29ce484222325L;
        for (byte b : ("qa/" + post).getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return (h >>> 11) * 0x1.0p-53;
    }
}
