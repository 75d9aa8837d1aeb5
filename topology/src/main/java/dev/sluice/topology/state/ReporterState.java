package dev.sluice.topology.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a member who reports: how many reports verdicts upheld and how many they did not, both fading.
 *
 * <p>The reliability is the mean of a Beta distribution, prior and observations added up; the weight is twice that, so
 * that a member of whom nothing is known weighs 1 under an even prior.
 */
public final class ReporterState {
    private static final int VERSION = 1;

    private Decay upheld = new Decay();
    private Decay rejected = new Decay();
    private CountedPosts counted = new CountedPosts();

    /** Adds what a verdict says of the report of a post; false where it has spoken about that report before. */
    public boolean add(String post, boolean wasUpheld, long time, Duration halfLife) {
        if (!counted.add(post)) {
            return false;
        }
        (wasUpheld ? upheld : rejected).add(1, time, halfLife);
        return true;
    }

    /** Takes back what an earlier verdict said, and adds the opposite. */
    public void correct(boolean wasUpheld, long time, Duration halfLife) {
        (wasUpheld ? rejected : upheld).add(-1, time, halfLife);
        (wasUpheld ? upheld : rejected).add(1, time, halfLife);
    }

    /** Reports upheld, after decay. */
    public float upheld(long time, Duration halfLife) {
        return upheld.at(time, halfLife);
    }

    /** Reports not upheld, after decay. */
    public float rejected(long time, Duration halfLife) {
        return rejected.at(time, halfLife);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt);
        upheld.write(out);
        rejected.write(out);
        counted.write(out);
        return out.toBytes();
    }

    /** Reads the compact form; a reporter not seen before where there is none. */
    public static ReporterState of(byte @Nullable [] bytes) {
        ReporterState state = new ReporterState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.REPORTER_RECORD, bytes, VERSION);
        in.time();
        state.upheld = Decay.read(in);
        state.rejected = Decay.read(in);
        state.counted = CountedPosts.read(in);
        return state;
    }
}
