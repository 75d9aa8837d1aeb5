package dev.sluice.topology.state;

import dev.sluice.topology.state.PostState.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a post's earlier revisions, as they were read. Bounded in number and in bytes: the latest are kept, and
 * how many are not is counted.
 *
 * @param kept the records, oldest first; at most {@link #MAX_REVISIONS} with {@link #MAX_BYTES} together
 * @param dropped how many older ones are no longer kept
 */
public record EarlierRevisions(List<Origin> kept, int dropped) {
    /** None, as nearly all posts have. */
    public static final EarlierRevisions NONE = new EarlierRevisions(List.of(), 0);

    /** As many as an escalation can hold. */
    public static final int MAX_REVISIONS = 16;

    /** Values of records together: a hundred and more posts of usual length. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Copies the list. */
    public EarlierRevisions {
        kept = List.copyOf(kept);
    }

    /** Whether there never was one. */
    public boolean isNone() {
        return kept.isEmpty() && dropped == 0;
    }

    /** These and one more, without the oldest where they are too many. */
    EarlierRevisions with(Origin origin) {
        List<Origin> all = new ArrayList<>(kept);
        all.add(origin);
        int bytes = all.stream().mapToInt(one -> one.value().length).sum();
        int from = 0;
        while (from < all.size() && (all.size() - from > MAX_REVISIONS || bytes > MAX_BYTES)) {
            bytes -= all.get(from).value().length;
            from++;
        }
        return new EarlierRevisions(all.subList(from, all.size()), dropped + from);
    }

    void write(StateWriter out) {
        out.uint(dropped).uint(kept.size());
        for (Origin origin : kept) {
            out.uint(origin.partition())
                    .uint(origin.offset())
                    .time(origin.timestamp())
                    .bytes(origin.value());
        }
    }

    static EarlierRevisions read(StateReader in) {
        int dropped = in.uint32();
        int count = in.uint32();
        List<Origin> kept = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            kept.add(new Origin(in.uint32(), in.uint(), in.time(), in.bytes()));
        }
        return new EarlierRevisions(kept, dropped);
    }

    /** Prints how many, nothing of them. */
    @Override
    public String toString() {
        return "EarlierRevisions[" + kept.size() + " kept, " + dropped + " dropped]";
    }
}
