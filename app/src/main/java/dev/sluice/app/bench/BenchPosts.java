package dev.sluice.app.bench;

import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Makes posts of several harmless sentences each and, in a small share of posts, a risky one, as real discussions have
 * it. The same seed gives the same posts.
 */
final class BenchPosts {
    /** Share of posts with a risky sentence: what real discussions show is 1 to 3 in a hundred. */
    static final double RISKY_SHARE = 0.025;

    private static final int MAX_SENTENCES = 4;
    /**
     * Threads that go on at the same time, each for {@link #POSTS_PER_THREAD} posts on average. In a stream of 15,000
     * discussion comments 2,500 in a row lay in 280 to 360 threads; here they lie in some 520.
     */
    private static final int OPEN_THREADS = 400;

    private static final int POSTS_PER_THREAD = 20;
    private static final int POSTS_PER_AUTHOR = 12;
    private static final double ADDRESSED_SHARE = 0.4;

    private final List<String> harmless;
    private final List<String> risky;
    private final SplittableRandom random;
    private final String prefix;
    private final int spread;
    private final long[] open = LongStream.range(0, OPEN_THREADS).toArray();
    private long begun = OPEN_THREADS;
    private long made;

    /**
     * Posts of these sentences.
     *
     * @param prefix what every id starts with
     * @param spread how many posts share the same pool of authors
     */
    BenchPosts(Sentences sentences, long seed, String prefix, int spread) {
        this.harmless = sentences.harmless();
        this.risky = sentences.risky();
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
        this.spread = spread;
    }

    /** The next post, published at this time. */
    Post next(Instant at) {
        long number = made++;
        long thread = thread();
        int members = Math.max(2, spread / POSTS_PER_AUTHOR);
        String target = random.nextDouble() < ADDRESSED_SHARE ? "u" + random.nextInt(members) : null;
        return Post.newBuilder()
                .setId(prefix + number)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("bench")
                .setThread(prefix + "t" + thread)
                .setParent(null)
                .setAuthor("u" + random.nextInt(members))
                .setTarget(target)
                .setText(text())
                .setLanguage(null)
                .setUrl(null)
                .setLabels(Map.of())
                .setCreatedAt(at)
                .build();
    }

    /** A thread that is open; it may have come to its end, and another begins in its place. */
    private long thread() {
        int place = random.nextInt(open.length);
        if (random.nextInt(POSTS_PER_THREAD) == 0) {
            open[place] = begun++;
        }
        return open[place];
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int sentences = 1 + random.nextInt(MAX_SENTENCES);
        int riskyAt = random.nextDouble() < RISKY_SHARE ? random.nextInt(sentences) : -1;
        for (int i = 0; i < sentences; i++) {
            List<String> pool = i == riskyAt ? risky : harmless;
            text.append(i == 0 ? "" : " ").append(pool.get(random.nextInt(pool.size())));
        }
        return text.append(' ').append(random.nextInt(1000)).toString();
    }
}
