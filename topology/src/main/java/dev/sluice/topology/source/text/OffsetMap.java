package dev.sluice.topology.source.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the characters of a plain text were in what it was taken from. Offsets are Unicode code points, as everywhere.
 *
 * @param runs what stands for what, in the order of the plain text, without overlap
 */
public record OffsetMap(List<Run> runs) {
    /** How many runs are kept with a post; more are joined. */
    public static final int MAX_RUNS = 4_096;

    /** Copies the list and checks its order. */
    public OffsetMap {
        runs = List.copyOf(runs);
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).start() < runs.get(i - 1).end()) {
                throw new IllegalArgumentException(
                        "run " + i + " begins inside of the one before; allowed: runs in order, without overlap");
            }
        }
    }

    /** A stretch of the original. */
    public record Stretch(int start, int end) {}

    /**
     * The shortest stretch of the original that holds all that this span of the plain text stands for.
     *
     * @param start first code point of the span
     * @param end code point after its last
     * @return null where the span holds nothing that was in the original, such as a break between two paragraphs
     */
    public @Nullable Stretch original(int start, int end) {
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (int i = firstEndingAfter(start); i < runs.size() && runs.get(i).start() < end; i++) {
            Run run = runs.get(i);
            int from = run.exact() ? run.from() + Math.max(0, start - run.start()) : run.from();
            int to = run.exact() ? run.fromEnd() - Math.max(0, run.end() - end) : run.fromEnd();
            first = Math.min(first, from);
            last = Math.max(last, to);
        }
        return last < 0 ? null : new Stretch(first, last);
    }

    /** The same map in at most so many runs: neighbours are joined, which makes it coarser and never wrong. */
    public OffsetMap atMost(int most) {
        if (runs.size() <= most) {
            return this;
        }
        int together = Math.ceilDiv(runs.size(), most);
        List<Run> joined = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += together) {
            Run run = runs.get(i);
            for (int k = i + 1; k < Math.min(i + together, runs.size()); k++) {
                run = run.joined(runs.get(k));
            }
            joined.add(run);
        }
        return new OffsetMap(joined);
    }

    private int firstEndingAfter(int start) {
        int found = Collections.binarySearch(
                runs, new Run(Math.max(0, start), 1, 0, 1, false), (run, key) -> run.end() <= key.start() ? -1 : 1);
        return -found - 1;
    }
}
