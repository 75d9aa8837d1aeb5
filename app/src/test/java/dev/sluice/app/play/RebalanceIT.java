package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 7: when a second instance joins in the middle of a window, no context is lost and no decision is made
 * twice.
 */
class RebalanceIT {
    private static final int POSTS = 2_000;
    private static final int AT_ONCE = 20;
    private static final int THREADS = 25;
    private static final int AUTHORS = 8;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Instant START = Instant.now().minusSeconds(600);

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void contextGoesOnWhereItWasWhenASecondInstanceJoins() throws Exception {
        TestCluster cluster = TestCluster.create("rebalance-");
        Path log = folder.resolve("pipeline.log");
        Decided decided = new Decided();
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), decided);
                PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix());
                SluiceProcess first = start(cluster, "first", log)) {
            int published = publish(publisher, 0, POSTS / 2);
            while (decided.decisions.size() < POSTS / 4) {
                first.requireAlive();
                reader.poll(POLL);
            }
            try (SluiceProcess second = start(cluster, "second", log)) {
                boolean joined = false;
                while (!joined || decided.decisions.size() < POSTS) {
                    first.requireAlive();
                    second.requireAlive();
                    joined = joined || twoInstancesWork(cluster);
                    // The last posts wait until both work, so that both have some of them.
                    int upTo = joined ? POSTS : POSTS - POSTS / 4;
                    published = publish(publisher, published, Math.min(AT_ONCE, upTo - published));
                    reader.poll(POLL);
                }
                while (reader.poll(POLL) > 0) {
                    second.requireAlive();
                }
            }
        }
        assertThat(decided.decisions).hasSize(POSTS);
        assertThat(decided.decisions).extracting(Decision::getPost).doesNotHaveDuplicates();
        decided.requireCountsWithoutGap();
    }

    private SluiceProcess start(TestCluster cluster, String name, Path log) throws Exception {
        Path config =
                cluster.config(folder.resolve(name + ".yaml"), """
                pipeline:
                  applicationId: %s
                  stateDir: %s
                  threads: 1
                  secondLook: {enabled: false}
                """.formatted(cluster.prefix(), folder.resolve(name)));
        return SluiceProcess.start("run", config, log);
    }

    /** All of them risky, at one member, and within a window. */
    private static int publish(PostPublisher publisher, int from, int count) throws Exception {
        int to = from + count;
        for (int i = from; i < to; i++) {
            Post post = Post.newBuilder()
                    .setId("p" + i)
                    .setRevision(1)
                    .setEvent(PostEvent.CREATED)
                    .setCommunity("test")
                    .setThread("t" + i % THREADS)
                    .setAuthor("author-" + i % AUTHORS)
                    .setTarget("zoe")
                    .setText("you are an idiot and everybody here knows it")
                    .setLabels(Map.of())
                    .setCreatedAt(START.plusMillis(i))
                    .build();
            publisher.publish(publisher.prepare(new PostLine.Posted(post)));
        }
        publisher.flush();
        return to;
    }

    private static boolean twoInstancesWork(TestCluster cluster) throws Exception {
        try (Admin admin = cluster.admin()) {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(cluster.prefix()))
                    .all()
                    .get()
                    .get(cluster.prefix());
            return group.members().stream()
                            .filter(member ->
                                    !member.assignment().topicPartitions().isEmpty())
                            .count()
                    == 2;
        }
    }

    private static final class Decided extends Ignored {
        private final List<Decision> decisions = new ArrayList<>();

        @Override
        public void decided(Decision decision) {
            assertThat(decision.getTrigger()).isEqualTo(Trigger.POST);
            decisions.add(decision);
        }

        /** Every post counts one more than the one before it, whichever instance counted. */
        void requireCountsWithoutGap() {
            Map<String, List<Integer>> byThread = new HashMap<>();
            Map<String, List<Integer>> byAuthor = new HashMap<>();
            List<Integer> atTarget = new ArrayList<>();
            for (Decision decision : decisions) {
                Context context = decision.getContext();
                byThread.computeIfAbsent(decision.getThread(), thread -> new ArrayList<>())
                        .add(context.getThreadPosts());
                byAuthor.computeIfAbsent(decision.getAuthor(), author -> new ArrayList<>())
                        .add(context.getAuthorRiskyPosts());
                atTarget.add(context.getTargetRiskyPosts());
            }
            byThread.values().forEach(counts -> requireWithoutGap(counts, POSTS / THREADS));
            byAuthor.values().forEach(counts -> requireWithoutGap(counts, POSTS / AUTHORS));
            requireWithoutGap(atTarget, POSTS);
        }

        private static void requireWithoutGap(List<Integer> counts, int upTo) {
            assertThat(counts)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, upTo).boxed().toList());
        }
    }
}
