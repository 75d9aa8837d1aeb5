package dev.sluice.topology.state;

import org.jspecify.annotations.Nullable;

/**
 * Pairs of members of a thread who aim risky posts at each other, and how many each way, since they were last silent
 * for a whole window.
 *
 * <p>Bounded: the {@link #MAX_PAIRS} latest pairs, members by 32-bit hash.
 */
final class ExchangeList {
    static final int MAX_PAIRS = 4;

    private int size;
    private final int[] lower = new int[MAX_PAIRS];
    private final int[] higher = new int[MAX_PAIRS];
    private final int[] fromLower = new int[MAX_PAIRS];
    private final int[] fromHigher = new int[MAX_PAIRS];
    private final long[] times = new long[MAX_PAIRS];

    /** Counts a risky post of one member at another. */
    void add(String author, String target, long time, long windowMillis) {
        int from = Pseudonyms.shortHash(author);
        int to = Pseudonyms.shortHash(target);
        int at = indexOf(from, to);
        if (at < 0) {
            at = size < MAX_PAIRS ? size++ : longestSilent();
            lower[at] = Math.min(from, to);
            higher[at] = Math.max(from, to);
            fromLower[at] = 0;
            fromHigher[at] = 0;
            times[at] = time;
        } else if (time - times[at] > windowMillis) {
            fromLower[at] = 0;
            fromHigher[at] = 0;
        }
        if (from == lower[at]) {
            fromLower[at]++;
        } else {
            fromHigher[at]++;
        }
        times[at] = Math.max(times[at], time);
    }

    /** How many risky posts went each way: the lesser of both directions. */
    int between(String author, String target, long time, long windowMillis) {
        int at = indexOf(Pseudonyms.shortHash(author), Pseudonyms.shortHash(target));
        return at < 0 || time - times[at] > windowMillis ? 0 : Math.min(fromLower[at], fromHigher[at]);
    }

    void write(StateWriter out, long base) {
        out.uint(size);
        for (int i = 0; i < size; i++) {
            out.int32(lower[i])
                    .int32(higher[i])
                    .uint(fromLower[i])
                    .uint(fromHigher[i])
                    .time(base - times[i]);
        }
    }

    /** Reads a list; null where it is empty. */
    static @Nullable ExchangeList read(StateReader in, long base) {
        int size = in.uint32();
        if (size == 0) {
            return null;
        }
        ExchangeList list = new ExchangeList();
        list.size = size;
        for (int i = 0; i < list.size; i++) {
            list.lower[i] = in.int32();
            list.higher[i] = in.int32();
            list.fromLower[i] = in.uint32();
            list.fromHigher[i] = in.uint32();
            list.times[i] = base - in.time();
        }
        return list;
    }

    private int indexOf(int one, int other) {
        int low = Math.min(one, other);
        int high = Math.max(one, other);
        for (int i = 0; i < size; i++) {
            if (lower[i] == low && higher[i] == high) {
                return i;
            }
        }
        return -1;
    }

    private int longestSilent() {
        int oldest = 0;
        for (int i = 1; i < size; i++) {
            if (times[i] < times[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }
}
