package dev.sluice.topology.state;

import java.time.Duration;
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
 * @param flags who flagged it, and what that weighs
 * @param origin the record that the post was read from
 * @param secondLook what a second look at this revision found; null where there was none
 * @param ruling what people ruled about this revision; null where none was asked, or none has answered
 * @param earlier the records of earlier revisions, which only posts that were edited have
 */
public record PostState(
        long touchedAt,
        Answer last,
        boolean deleted,
        Members members,
        Flags flags,
        Origin origin,
        @Nullable SecondLook secondLook,
        @Nullable Ruled ruling,
        EarlierRevisions earlier) {
    /** Reporters beyond this many change nothing any more: their flags count as duplicates. */
    public static final int MAX_REPORTERS = 256;

    /** Nearly all posts have no second look, and are written as they were before there was any. */
    private static final int VERSION = 1;

    private static final int VERSION_LOOKED_AT_TWICE = 2;

    private static final int VERSION_REPORTED_OR_RULED = 3;

    private static final int VERSION_EDITED = 4;

    private static final byte[] NOTHING = {};

    /** The state of a post that was never edited. */
    public PostState(
            long touchedAt,
            Answer last,
            boolean deleted,
            Members members,
            Flags flags,
            Origin origin,
            @Nullable SecondLook secondLook,
            @Nullable Ruled ruling) {
        this(touchedAt, last, deleted, members, flags, origin, secondLook, ruling, EarlierRevisions.NONE);
    }

    /** Whether a flag of this member would change nothing. */
    public boolean knowsReporter(String reporter) {
        return flags.reporters.size() >= MAX_REPORTERS || flags.reporters.contains(Pseudonyms.hash(reporter));
    }

    /**
     * The state after a flag by a new reporter, answered by the next decision.
     *
     * @param flag the flag
     * @param now stream time in milliseconds since 1970
     */
    public PostState flaggedBy(WeighedFlag flag, long now) {
        return new PostState(now, last.next(), deleted, members, flags.with(flag), origin, secondLook, ruling, earlier);
    }

    /** The state after people were asked about the post, answered by the next decision. */
    public PostState askedAbout(long now) {
        return new PostState(now, last.next(), deleted, members, flags, origin, secondLook, ruling, earlier);
    }

    /** The state after people have ruled, answered by the next decision. */
    public PostState ruled(Ruled found, long now) {
        return new PostState(now, last.next(), deleted, members, flags, origin, secondLook, found, earlier);
    }

    /** The state after a second look, answered by the next decision. */
    public PostState lookedAtAgain(SecondLook found, long now) {
        return new PostState(now, last.next(), deleted, members, flags, origin, found, ruling, earlier);
    }

    /**
     * The state after a revision or a deletion; it keeps the reporters and the members that the new event does not
     * name. What a second look found, and people ruled, was about other words.
     *
     * <p>The record that an edit replaces is kept beside the new one, for whoever must show what was posted. A deletion
     * takes all of them away, unless members have reported the post: an author may withdraw what nobody complained of.
     */
    public PostState revised(Answer answer, boolean nowDeleted, PostState event) {
        return new PostState(
                event.touchedAt,
                answer,
                nowDeleted,
                members.completedBy(event.members),
                flags,
                event.origin,
                null,
                null,
                earlierAfter(nowDeleted));
    }

    private EarlierRevisions earlierAfter(boolean nowDeleted) {
        if (nowDeleted && flags.reporters.isEmpty()) {
            return EarlierRevisions.NONE;
        }
        return deleted ? earlier : earlier.with(origin);
    }

    /** The compact form. */
    public byte[] toBytes() {
        int version = version();
        StateWriter out = new StateWriter(version)
                .time(touchedAt)
                .uint(last.revision)
                .uint(last.number)
                .uint(deleted ? 1 : 0)
                .string(members.author)
                .string(members.target)
                .uint(flags.reporters.size());
        for (long reporter : flags.reporters) {
            out.int64(reporter);
        }
        out.uint(origin.partition).uint(origin.offset).time(origin.timestamp).bytes(origin.value);
        switch (version) {
            case VERSION -> {}
            case VERSION_LOOKED_AT_TWICE -> out.bytes(bytes(secondLook));
            default ->
                out.bytes(bytes(secondLook))
                        .bytes(ruling == null ? NOTHING : ruling.value)
                        .float32(flags.weight)
                        .time(flags.latest);
        }
        if (version == VERSION_EDITED) {
            earlier.write(out);
        }
        return out.toBytes();
    }

    private int version() {
        if (!earlier.isNone()) {
            return VERSION_EDITED;
        }
        if (ruling != null || !flags.reporters.isEmpty()) {
            return VERSION_REPORTED_OR_RULED;
        }
        return secondLook == null ? VERSION : VERSION_LOOKED_AT_TWICE;
    }

    private static byte[] bytes(@Nullable SecondLook found) {
        return found == null ? NOTHING : found.value;
    }

    /** Reads the compact form. */
    public static PostState of(byte[] bytes) {
        StateReader in = new StateReader(Stores.POSTS_SEEN, bytes, VERSION, VERSION_EDITED);
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
        byte[] secondLook = in.version() == VERSION ? NOTHING : in.bytes();
        boolean more = in.version() >= VERSION_REPORTED_OR_RULED;
        byte[] ruling = more ? in.bytes() : NOTHING;
        Flags flags = more
                ? new Flags(reporters, in.float32(), in.time())
                : new Flags(reporters, reporters.size(), Flags.NEVER);
        return new PostState(
                touchedAt,
                last,
                deleted,
                members,
                flags,
                origin,
                secondLook.length == 0 ? null : new SecondLook(secondLook),
                ruling.length == 0 ? null : new Ruled(ruling),
                in.version() == VERSION_EDITED ? EarlierRevisions.read(in) : EarlierRevisions.NONE);
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
        /** The number where it is no longer known here; it is then found where is known what is in force. */
        public static final int FORGOTTEN = 0;

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

    /**
     * A flag and what it counts.
     *
     * @param reporter the platform's pseudonym
     * @param at event time in milliseconds since 1970
     * @param weight what a flag of this member counts: 1 for one of whom nothing is known
     * @param spacing a flag that comes sooner behind, or before, another counts half
     */
    public record WeighedFlag(String reporter, long at, float weight, Duration spacing) {}

    /**
     * Who flagged a post, and what that weighs.
     *
     * @param reporters hashes of the distinct members who flagged it, at most {@link #MAX_REPORTERS}
     * @param weight the sum of what their flags count
     * @param latest event time of the latest flag, in milliseconds since 1970; {@link #NEVER} where there was none
     */
    public record Flags(List<Long> reporters, float weight, long latest) {
        /** Before any time at which a flag may be raised. */
        public static final long NEVER = Long.MIN_VALUE / 4;

        /** No flag. */
        public static final Flags NONE = new Flags(List.of(), 0, NEVER);

        /** Copies the list. */
        public Flags {
            reporters = List.copyOf(reporters);
        }

        private Flags with(WeighedFlag flag) {
            List<Long> more = new ArrayList<>(reporters);
            more.add(Pseudonyms.hash(flag.reporter));
            boolean spaced = Math.abs(flag.at - latest) >= flag.spacing.toMillis();
            return new Flags(more, weight + (spaced ? flag.weight : flag.weight / 2), Math.max(latest, flag.at));
        }
    }

    /** What people ruled: the value of the record as it was read. */
    public static final class Ruled {
        private final byte[] value;

        /** Holds on to the value, which must not be changed. */
        public Ruled(byte[] value) {
            this.value = value;
        }

        /** Value of the record, not copied. */
        public byte[] value() {
            return value;
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
