package dev.sluice.topology.outcomes.feedback;

import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the quality sample knows of a post that it may draw: the highest revision that it has heard of, what waits of that
 * revision for the other half, and the case that is open about it. Holds words only while it waits.
 */
final class SampledPost {
    /** Nothing was heard of the post. */
    static final SampledPost NEW = new SampledPost(0, false, null, Waits.NOTHING, PostReader.UNKNOWN, new byte[0]);

    private static final int VERSION = 1;

    private final int revision;
    private final boolean deleted;
    private final @Nullable String openedBy;
    private final Waits waits;
    private final int partition;
    private final byte[] content;

    private SampledPost(
            int revision, boolean deleted, @Nullable String openedBy, Waits waits, int partition, byte[] content) {
        this.revision = revision;
        this.deleted = deleted;
        this.openedBy = openedBy;
        this.waits = waits;
        this.partition = partition;
        this.content = content;
    }

    /** What has come of a revision and waits for the rest. */
    enum Waits {
        /** Nothing does. */
        NOTHING(0),
        /** The post waits for its decision. */
        POST(1),
        /** The decision waits for its post. */
        DECISION(2);

        private final int code;

        Waits(int code) {
            this.code = code;
        }

        private static Waits of(int code) {
            for (Waits waits : values()) {
                if (waits.code == code) {
                    return waits;
                }
            }
            throw new IllegalStateException("what waits is " + code + "; allowed: 0 to 2");
        }
    }

    /** A higher revision has come: nothing waits of it yet, and no case is open about it. */
    SampledPost revised(int higher) {
        return new SampledPost(higher, deleted, null, Waits.NOTHING, PostReader.UNKNOWN, new byte[0]);
    }

    /** Its author has taken it back: nothing of it is shown to anybody any more. */
    SampledPost taken() {
        return new SampledPost(revision, true, null, Waits.NOTHING, PostReader.UNKNOWN, new byte[0]);
    }

    /** The post waits for its decision. */
    SampledPost withPost(int from, byte[] post) {
        return new SampledPost(revision, deleted, openedBy, Waits.POST, from, post);
    }

    /** The decision waits for its post. */
    SampledPost withDecision(byte[] decision) {
        return new SampledPost(revision, deleted, openedBy, Waits.DECISION, PostReader.UNKNOWN, decision);
    }

    /** A case is open about it. */
    SampledPost opened(String decision) {
        return new SampledPost(revision, deleted, decision, Waits.NOTHING, PostReader.UNKNOWN, new byte[0]);
    }

    /** The highest revision that was heard of; 0 where none was. */
    int revision() {
        return revision;
    }

    /** Whether something about this revision is passed over: it is an old one, or the post is deleted. */
    boolean isPast(int other) {
        return deleted || other < revision;
    }

    /** The decision that opened a case about this revision; null where none did. */
    @Nullable
    String openedBy() {
        return openedBy;
    }

    /** What waits. */
    Waits waits() {
        return waits;
    }

    /** The partition that the waiting post was in. */
    int partition() {
        return partition;
    }

    /** The post or the decision that waits, not copied. */
    byte[] content() {
        return content;
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    byte[] toBytes(long touchedAt) {
        return new StateWriter(VERSION)
                .time(touchedAt)
                .uint(revision)
                .uint(deleted ? 1 : 0)
                .string(openedBy)
                .uint(waits.code)
                .uint(partition + 1)
                .bytes(content)
                .toBytes();
    }

    /** Reads the compact form; {@link #NEW} where there is none. */
    static SampledPost of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NEW;
        }
        StateReader in = new StateReader(OutcomeStores.DRAWN, bytes, VERSION);
        in.time();
        return new SampledPost(
                in.uint32(), in.uint32() == 1, in.string(), Waits.of(in.uint32()), in.uint32() - 1, in.bytes());
    }
}
