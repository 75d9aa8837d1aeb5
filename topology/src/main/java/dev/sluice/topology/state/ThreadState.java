package dev.sluice.topology.state;

import dev.sluice.topology.state.ContextSettings.ThreadSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a thread: how heated it is, how heated it usually is, how busy, who took part of late, and
 * who is at whom.
 *
 * <p>Bounded: it knows the {@link #MAX_AUTHORS} latest authors by hash and the {@link #MAX_RISKY} latest authors of
 * risky posts by pseudonym, because a mediator must know whom to talk to.
 */
public final class ThreadState {
    /** Authors beyond this many are forgotten, the longest silent first. */
    public static final int MAX_AUTHORS = 16;

    /** Authors of risky posts beyond this many are forgotten, the earliest first. */
    public static final int MAX_RISKY = 8;

    /** Before it was remembered which posts came last. */
    private static final int VERSION_WITHOUT_POSTS = 2;

    private static final int VERSION = 3;
    /** Holds the state of a busy thread, so that it need not grow. */
    private static final int INITIAL_BYTES = 512;

    /** Posts after which the baseline weighs old and new posts at a constant ratio, so that it can still move. */
    private static final int BASELINE_POSTS = 1_000;

    private long latest;
    private Decay heat = new Decay();
    private float baseline;
    private int baselinePosts;
    private WindowedCount posts = new WindowedCount();
    private long mediatedAt;
    private long watchedUntil;
    private int postsAfter;
    private int riskyAfter;
    /** Null in nearly all threads: nobody there is at anybody. */
    private @Nullable ExchangeList exchanges;

    private RecentPosts recent = new RecentPosts();

    private int authors;
    private final long[] authorHashes = new long[MAX_AUTHORS];
    private final int[] authorPosts = new int[MAX_AUTHORS];
    private final long[] authorTimes = new long[MAX_AUTHORS];
    private final List<String> riskyAuthors = new ArrayList<>(MAX_RISKY);

    /**
     * Adds a post, or an edit of one, which heats the thread but is no further post.
     *
     * @param risk the post's highest probability but that of defamation, 0 where it is below the policy's risk floor
     */
    public void add(@Nullable String author, float risk, long time, boolean isEdit, ThreadSettings settings) {
        latest = Math.max(latest, time);
        heat.add(risk, time, settings.heatHalfLife());
        if (!isEdit) {
            if (watchedUntil != 0) {
                postsAfter++;
                riskyAfter += risk > 0 ? 1 : 0;
            }
            posts.add(time, settings.window());
            baselinePosts = Math.min(BASELINE_POSTS, baselinePosts + 1);
            baseline += (risk - baseline) / baselinePosts;
            if (author != null) {
                countAuthor(Pseudonyms.hash(author), time, settings.window().toMillis());
            }
        }
    }

    /** Remembers that a new post came to the thread. */
    public void addRecent(String post) {
        recent.add(post);
    }

    /** Ids of the latest posts, oldest first. */
    public List<String> recentPosts() {
        return recent.ids();
    }

    /** Whether {@link #recentPosts} are all that ever came to the thread. */
    public boolean remembersAllPosts() {
        return baselinePosts == recent.count();
    }

    /** Remembers the author of a risky post. */
    public void addRisky(String author) {
        riskyAuthors.remove(author);
        riskyAuthors.add(author);
        if (riskyAuthors.size() > MAX_RISKY) {
            riskyAuthors.remove(0);
        }
    }

    /** Counts a risky post of one member at another. */
    public void addExchange(String author, String target, long time, ThreadSettings settings) {
        ExchangeList list = exchanges == null ? new ExchangeList() : exchanges;
        list.add(author, target, time, settings.window().toMillis());
        exchanges = list;
    }

    /**
     * Risky posts that two members have aimed at each other since they were last silent for a whole window: the
     * lesser way.
     */
    public int exchanges(@Nullable String author, @Nullable String target, long time, ThreadSettings settings) {
        ExchangeList list = exchanges;
        return author == null || target == null || list == null
                ? 0
                : list.between(author, target, time, settings.window().toMillis());
    }

    /** Notes that the thread is offered to a mediator, and watches it; false where it was within the window before. */
    public boolean startMediation(long time, ThreadSettings settings) {
        long now = Math.max(time, latest);
        if (mediatedAt != 0 && now - mediatedAt < settings.mediationWindow().toMillis()) {
            return false;
        }
        mediatedAt = now;
        watchedUntil = now + settings.followUp().toMillis();
        postsAfter = 0;
        riskyAfter = 0;
        return true;
    }

    /** Until when, in event time, it is watched whether a mediation helps; 0 where none is. */
    public long watchedUntil() {
        return watchedUntil;
    }

    /** Posts since the thread was offered to a mediator. */
    public int postsAfter() {
        return postsAfter;
    }

    /** Posts with some risk since the thread was offered to a mediator. */
    public int riskyAfter() {
        return riskyAfter;
    }

    /** Watches no longer. */
    public void endWatch() {
        watchedUntil = 0;
        postsAfter = 0;
        riskyAfter = 0;
    }

    /** Takes the offer to a mediator back: the thread may be offered again. */
    public void withdrawMediation() {
        endWatch();
        mediatedAt = 0;
    }

    /** The decayed sum of the risk of posts at or above the risk floor. */
    public float heat(long time, ThreadSettings settings) {
        return heat.at(time, settings.heatHalfLife());
    }

    /** The mean risk of the thread's posts; over the last thousand or so in a long thread. */
    public float baseline() {
        return baseline;
    }

    /** Posts of the thread within the window. */
    public int posts(long time, ThreadSettings settings) {
        return posts.within(time, settings.window());
    }

    /** Posts of the author in this thread since the author was last silent for a whole window. */
    public int postsBy(@Nullable String author, long time, ThreadSettings settings) {
        int at = author == null ? -1 : indexOf(Pseudonyms.hash(author));
        return at < 0 || time - authorTimes[at] > settings.window().toMillis() ? 0 : authorPosts[at];
    }

    /** Recent authors of risky posts, the latest last. */
    public List<String> riskyAuthors() {
        return List.copyOf(riskyAuthors);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out =
                new StateWriter(VERSION, INITIAL_BYTES).time(touchedAt).time(latest);
        heat.write(out);
        out.float32(baseline).uint(baselinePosts);
        posts.write(out);
        out.time(mediatedAt).uint(authors);
        for (int i = 0; i < authors; i++) {
            out.int64(authorHashes[i]).uint(authorPosts[i]).time(latest - authorTimes[i]);
        }
        out.uint(riskyAuthors.size());
        riskyAuthors.forEach(out::string);
        if (exchanges == null) {
            out.uint(0);
        } else {
            exchanges.write(out, latest);
        }
        out.uint(watchedUntil == 0 ? 0 : 1);
        if (watchedUntil != 0) {
            out.time(watchedUntil).uint(postsAfter).uint(riskyAfter);
        }
        recent.write(out);
        return out.toBytes();
    }

    /** Reads the compact form; a thread not seen before where there is none. */
    public static ThreadState of(byte @Nullable [] bytes) {
        ThreadState state = new ThreadState();
        if (bytes == null) {
            return state;
        }
        StateReader in = new StateReader(Stores.THREAD_HEAT, bytes, VERSION_WITHOUT_POSTS, VERSION);
        in.time();
        state.latest = in.time();
        state.heat = Decay.read(in);
        state.baseline = in.float32();
        state.baselinePosts = in.uint32();
        state.posts = WindowedCount.read(in);
        state.mediatedAt = in.time();
        state.authors = in.uint32();
        for (int i = 0; i < state.authors; i++) {
            state.authorHashes[i] = in.int64();
            state.authorPosts[i] = in.uint32();
            state.authorTimes[i] = state.latest - in.time();
        }
        for (int left = in.uint32(); left > 0; left--) {
            String author = in.string();
            if (author != null) {
                state.riskyAuthors.add(author);
            }
        }
        state.exchanges = ExchangeList.read(in, state.latest);
        if (in.uint() == 1) {
            state.watchedUntil = in.time();
            state.postsAfter = in.uint32();
            state.riskyAfter = in.uint32();
        }
        if (in.version() == VERSION) {
            state.recent = RecentPosts.read(in);
        }
        return state;
    }

    private void countAuthor(long hash, long time, long windowMillis) {
        int at = indexOf(hash);
        if (at < 0) {
            at = authors < MAX_AUTHORS ? authors++ : longestSilent();
            authorHashes[at] = hash;
            authorPosts[at] = 0;
            authorTimes[at] = time;
        }
        if (time - authorTimes[at] > windowMillis) {
            authorPosts[at] = 0;
        }
        authorPosts[at]++;
        authorTimes[at] = Math.max(authorTimes[at], time);
    }

    private int indexOf(long hash) {
        for (int i = 0; i < authors; i++) {
            if (authorHashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    private int longestSilent() {
        int oldest = 0;
        for (int i = 1; i < authors; i++) {
            if (authorTimes[i] < authorTimes[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }
}
