package dev.sluice.topology.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is remembered of an author: strikes, which fade, and risky posts of late. */
public final class AuthorState {
    private static final int VERSION = 1;

    private Decay strikes = new Decay();
    private WindowedCount posts = new WindowedCount();
    private CountedPosts counted = new CountedPosts();

    /** Counts a risky post; an edit of one that is counted changes nothing. */
    public void addRiskyPost(String post, long time, Duration window) {
        if (counted.add(post)) {
            posts.add(time, window);
        }
    }

    /** Adds strikes as of {@code time}; a negative amount takes back what an earlier decision added then. */
    public void addStrikes(float amount, long time, Duration halfLife) {
        strikes.add(amount, time, halfLife);
    }

    /** Strikes after decay. */
    public float strikes(long time, Duration halfLife) {
        return strikes.at(time, halfLife);
    }

    /** Risky posts within the window. */
    public int riskyPosts(long time, Duration window) {
        return posts.within(time, window);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt);
        strikes.write(out);
        posts.write(out);
        counted.write(out);
        return out.toBytes();
    }

    /** Reads the compact form; an author not seen before where there is none. */
    public static AuthorState of(byte @Nullable [] bytes) {
        AuthorState state = new AuthorState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.AUTHOR_RECORD, bytes, VERSION);
        in.time();
        state.strikes = Decay.read(in);
        state.posts = WindowedCount.read(in);
        state.counted = CountedPosts.read(in);
        return state;
    }
}
