package dev.sluice.topology.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post: enough to know its events again, to answer them in order, and to judge it once more
 * when a member flags it. That needs the words, so the post's record is kept as it was read; the store forgets it in
 * time, and a deletion replaces it.
 *
 * @param touchedAt stream time of the last event, in milliseconds since 1970; the store forgets by it
 * @param last the last decision about the post
 * @param deleted whether the post is deleted at the platform
 * @param members who wrote it and whom it addresses
 * @param reporters hashes of the distinct members who flagged it, at most {@link #MAX_REPORTERS}
 * @param extraWeight what the weights of their flags add up to beyond 1 each; below 0 where it is less
 * @param origin the record that the post was read from
 * @param secondLook what a second look at this revision found; null where there was none
 */
public record PostState(
        long touchedAt,
        Answer last,
        boolean deleted,
        Members members,
        List<Long> reporters,
        float extraWeight,
        Origin origin,
        @Nullable SecondLook secondLook) {
    /** Reporters beyond this many change nothing any more: their flags count as duplicates. */
    public static final int MAX_REPORTERS = 256;

    /** Nearly all posts have no second look, and are written as they were before there was any. */
    private static final int VERSION = 1;

    private static final int VERSION_LOOKED_AT_TWICE = 2;

    /** With a second look or without, and with flags that weigh more or less than 1. */
    private static final int VERSION_WEIGHED = 3;

    /** Copies the list. */
    public PostState {
        reporters = List.copyOf(reporters);
    }

    /** Whether a flag of this member would change nothing. */
    public boolean knowsReporter(String reporter) {
        return reporters.size() >= MAX_REPORTERS || reporters.contains(Pseudonyms.hash(reporter));
    }

    /** What the flags of all reporters weigh together. */
    public float flagWeight() {
        return Math.max(0, reporters.size() + extraWeight);
    }

    /** The state after a flag by a new reporter, answered by the next decision. */
    public PostState flaggedBy(String reporter, float weight, long now) {
        List<Long> more = new ArrayList<>(reporters);
        more.add(Pseudonyms.hash(reporter));
        return new PostState(now, last.next(), deleted, members, more, extraWeight + weight - 1, origin, secondLook);
    }

    /** The state after a second look, answered by the next decision. */
    public PostState lookedAtAgain(SecondLook found, long now) {
        return new PostState(now, last.next(), deleted, members, reporters, extraWeight, origin, found);
    }

    /**
     * The state after a revision or a deletion; it keeps the reporters and the members that the new event does not
     * name. What a second look found was in other words.
     */
    public PostState revised(Answer answer, boolean nowDeleted, PostState event) {
        return new PostState(
                event.touchedAt,
                answer,
                nowDeleted,
                members.completedBy(event.members),
                reporters,
                extraWeight,
                event.origin,
                null);
    }

    /** The compact form. */
    public byte[] toBytes() {
        StateWriter out = new StateWriter(version())
                .time(touchedAt)
                .uint(last.revision)
                .uint(last.number)
                .uint(deleted ? 1 : 0)
                .string(members.author)
                .string(members.target)
                .uint(reporters.size());
        for (long reporter : reporters) {
            out.int64(reporter);
        }
        out.uint(origin.partition).uint(origin.offset).time(origin.timestamp).bytes(origin.value);
        if (extraWeight != 0) {
            out.float32(extraWeight).uint(secondLook == null ? 0 : 1);
        }
        if (secondLook != null) {
            out.bytes(secondLook.value);
        }
        return out.toBytes();
    }

    private int version() {
        if (extraWeight != 0) {
            return VERSION_WEIGHED;
        }
        return secondLook == null ? VERSION : VERSION_LOOKED_AT_TWICE;
    }

    /** Reads the compact form. */
    public static PostState of(byte[] bytes) {
        StateReader in = new StateReader(Stores.POSTS_SEEN, bytes, VERSION, VERSION_WEIGHED);
        long touchedAt = in.time();
        Answer last = new Answer(in.uint32(), in.uint32());
        boolean deleted = in.uint() == 1;
        Members members = new Members(in.string(), in.string());
        int count = in.uint32();
        List<Long> reporters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            reporters.add(in.int64());
        }
        Origin origin = new Origin(in.uint32(), in.uint(), in.time(), in.bytes());
        float extraWeight = in.version() == VERSION_WEIGHED ? in.float32() : 0;
        boolean hasSecondLook = in.version() == VERSION_WEIGHED ? in.uint() == 1 : in.version() != VERSION;
        SecondLook secondLook = hasSecondLook ? new SecondLook(in.bytes()) : null;
        return new PostState(touchedAt, last, deleted, members, reporters, extraWeight, origin, secondLook);
    }

    /** Prints the last answer, nothing of the post. */
    @Override
    public String toString() {
        return "PostState[" + last.revision + "/" + last.number + "]";
    }

    /**
     * A decision about a post, of which its id follows.
     *
     * @param revision revision of the post
     * @param number number of the decision about this revision, from 1
     */
    public record Answer(int revision, int number) {
        /** The next decision about the same revision. */
        public Answer next() {
            return new Answer(revision, number + 1);
        }

        /** Whether this decision was made before the other. */
        public boolean before(Answer other) {
            return revision < other.revision || (revision == other.revision && number < other.number);
        }

        /** The id of the decision. */
        public String decisionId(String post) {
            return post + "/" + revision + "/" + number;
        }
    }

    /**
     * Who wrote a post and whom it addresses.
     *
     * @param author the platform's pseudonym, where it gave one with the first event. One that it tells later is passed
     *     over: what is in force for a post is remembered where the author was first sought, and another author would
     *     leave it behind there, where no later decision could lift it
     * @param target the platform's pseudonym, where it knows one
     */
    public record Members(@Nullable String author, @Nullable String target) {
        Members completedBy(Members later) {
            return new Members(author, later.target != null ? later.target : target);
        }
    }

    /** What a second look found: the value of its record as it was read. */
    public static final class SecondLook {
        private final byte[] value;

        /** Holds on to the value, which must not be changed. */
        public SecondLook(byte[] value) {
            this.value = value;
        }

        /** Value of the record, not copied. */
        public byte[] value() {
            return value;
        }
    }

    /** The record that a post was read from; its topic is known. */
    public static final class Origin {
        private final int partition;
        private final long offset;
        private final long timestamp;
        private final byte[] value;

        /** Holds on to the value, which must not be changed. */
        public Origin(int partition, long offset, long timestamp, byte[] value) {
            this.partition = partition;
            this.offset = offset;
            this.timestamp = timestamp;
            this.value = value;
        }

        /** Partition of the record. */
        public int partition() {
            return partition;
        }

        /** Offset of the record. */
        public long offset() {
            return offset;
        }

        /** Timestamp of the record. */
        public long timestamp() {
            return timestamp;
        }

        /** Value of the record, not copied. */
        public byte[] value() {
            return value;
        }
    }
}
