package dev.sluice.app.play;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts at a steady rate until it is told to stop, each with a number of its own, whatever happens to the cluster: most
 * of them harmless, some at one member, some that go to legal, some sent twice, and some records that are no posts.
 */
final class SteadyLoad implements AutoCloseable {
    /** The member whom risky posts are about. */
    static final String TARGET = "zoe";

    private static final int BURSTS_A_SECOND = 20;
    private static final int RISKY_EVERY = 10;
    private static final int LEGAL_EVERY = 40;
    private static final int TWICE_EVERY = 50;
    private static final int BROKEN_EVERY = 100;
    private static final int THREADS = 100;
    private static final int AUTHORS = 5;
    /**
     * Beyond doubt, so that nobody looks at it again: what a second look finds counts once more where more posts than a
     * target remembers came in between, and this load is about what is counted twice for another reason.
     */
    private static final String RISKY = "you are a stupid worthless idiot and everybody here hates you";

    private static final String[] HARMLESS = {
        "the slugs have eaten all of my lettuce again",
        "see you at the match on saturday",
        "does anybody know when the library opens"
    };

    private final PostPublisher publisher;
    private final int atOnce;
    private final Instant start = Instant.now().minusSeconds(600);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private @Nullable ScheduledFuture<?> running;
    private volatile int posts;
    private int twice;
    private int broken;

    SteadyLoad(Map<String, Object> client, SchemaRegistry registry, String prefix, int aSecond) {
        this.publisher = new PostPublisher(client, registry, prefix);
        this.atOnce = aSecond / BURSTS_A_SECOND;
    }

    void start() {
        running = pace.scheduleAtFixedRate(this::burst, 0, 1_000 / BURSTS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    /** Waits until the cluster has acknowledged everything; fails where it has refused something. */
    void stop() throws Exception {
        requireWell();
        pace.shutdown();
        if (!pace.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the load does not end");
        }
        publisher.flush();
        if (publisher.acknowledged() != records()) {
            throw new AssertionError(publisher.acknowledged() + " of " + records() + " records are acknowledged");
        }
    }

    /** Fails with what the load has failed of. */
    void requireWell() throws Exception {
        ScheduledFuture<?> task = running;
        if (task != null && task.isDone() && !task.isCancelled()) {
            task.get();
        }
    }

    /** Posts that were published, sent once or twice: {@code p0} and on. */
    int posts() {
        return posts;
    }

    /** Posts that were sent a second time. */
    int twice() {
        return twice;
    }

    /** Records that are no posts. */
    int broken() {
        return broken;
    }

    /** All that was sent. */
    int records() {
        return posts + twice + broken;
    }

    /** Posts at {@link #TARGET}. */
    int risky() {
        return (posts + RISKY_EVERY - 2) / RISKY_EVERY;
    }

    @Override
    public void close() {
        pace.shutdownNow();
        publisher.close();
    }

    private void burst() {
        for (int i = 0; i < atOnce; i++) {
            int number = posts;
            try {
                publish(number);
            } catch (BadLineException e) {
                throw new AssertionError(e);
            }
            posts = number + 1;
        }
    }

    private void publish(int number) throws BadLineException {
        PostRecords.Prepared post = publisher.prepare(new PostLine.Posted(post(number)));
        publisher.publish(post);
        if (number % TWICE_EVERY == 3) {
            publisher.publish(post);
            twice++;
        }
        if (number % BROKEN_EVERY == 7) {
            byte[] nothing = ("no post " + number).getBytes(StandardCharsets.UTF_8);
            publisher.publishRaw(TopicCatalogue.POSTS, post.key(), nothing, Instant.now());
            broken++;
        }
    }

    private Post post(int number) {
        Post.Builder post = Post.newBuilder()
                .setId("p" + number)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("test")
                .setThread("t" + number % THREADS)
                .setAuthor("u" + number % 97)
                .setText(HARMLESS[number % HARMLESS.length])
                .setLabels(Map.of())
                .setCreatedAt(start.plusMillis(number));
        if (number % RISKY_EVERY == 1) {
            post.setAuthor("author-" + number / RISKY_EVERY % AUTHORS)
                    .setTarget(TARGET)
                    .setText(RISKY);
        } else if (number % LEGAL_EVERY == 5) {
            post.setText("Councillor Dorian Brackwell took bribes for the bypass. I know it for a fact.");
        }
        return post.build();
    }
}
