package dev.sluice.topology.state;

import dev.sluice.topology.state.ContextSettings.AuthorSettings;
import org.jspecify.annotations.Nullable;

/** What is remembered of an author: strikes, which fade and expire, and posts of late. */
public final class AuthorState {
    private static final int VERSION = 2;

    private Strikes strikes = new Strikes();
    private WindowedCount posts = new WindowedCount();
    private WindowedCount velocity = new WindowedCount();
    private CountedPosts counted = new CountedPosts();
    /** Hash of the first risky post; 0 before there was one. */
    private long first;

    /** Counts a risky post; an edit of one that is counted changes nothing. */
    public void addRiskyPost(String post, long time, AuthorSettings settings) {
        if (first == 0) {
            first = Pseudonyms.hash(post);
        }
        if (counted.add(post)) {
            posts.add(time, settings.window());
        }
    }

    /** Counts a new post that came this far, risky or not. */
    public void addPost(long time, AuthorSettings settings) {
        velocity.add(time, settings.velocityWindow());
    }

    /** Adds strikes as of {@code time}. */
    public void addStrikes(float amount, long time, AuthorSettings settings) {
        strikes.add(amount, time);
        strikes.expire(time, settings.strikes().expiry());
    }

    /** Takes back what an earlier decision added as of {@code time}. */
    public void takeBackStrikes(float amount, long time) {
        strikes.takeBack(amount, time);
    }

    /** Strikes after decay, without those that have expired. */
    public float strikes(long time, AuthorSettings settings) {
        return strikes.at(time, settings.strikes());
    }

    /** Risky posts within the window. */
    public int riskyPosts(long time, AuthorSettings settings) {
        return posts.within(time, settings.window());
    }

    /** Posts that came this far within the short window. */
    public int velocity(long time, AuthorSettings settings) {
        return velocity.within(time, settings.velocityWindow());
    }

    /** Whether no other risky post of the author is remembered from before this one. */
    public boolean isFirstRisky(String post) {
        return first == Pseudonyms.hash(post);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt);
        strikes.write(out, touchedAt);
        posts.write(out);
        velocity.write(out);
        counted.write(out);
        return out.int64(first).toBytes();
    }

    /** Reads the compact form; an author not seen before where there is none. */
    public static AuthorState of(byte @Nullable [] bytes) {
        AuthorState state = new AuthorState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.AUTHOR_RECORD, bytes, VERSION);
        long touchedAt = in.time();
        state.strikes = Strikes.read(in, touchedAt);
        state.posts = WindowedCount.read(in);
        state.velocity = WindowedCount.read(in);
        state.counted = CountedPosts.read(in);
        state.first = in.int64();
        return state;
    }
}
