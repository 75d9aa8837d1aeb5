package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2: a crash at any point yields one decision for each post, never two, never none. */
class PipelineKillIT {
    private static final int POSTS = Integer.getInteger("sluice.faults.posts", 8_000);
    private static final int THREADS = 200;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String[] TEXTS = {
        "the slugs have eaten all of my lettuce again",
        "see you at the match on saturday",
        "you are an idiot and everybody here knows it",
        "does anybody know when the library opens"
    };

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void everyPostHasOneDecisionAlthoughThePipelineIsKilledOnTheWay() throws Exception {
        TestCluster cluster = TestCluster.create("kill-");
        publish(cluster);
        Path config =
                cluster.config(folder.resolve("sluice.yaml"), """
                pipeline:
                  applicationId: %s
                  stateDir: %s
                """.formatted(cluster.prefix(), folder.resolve("state")));
        Path log = folder.resolve("pipeline.log");
        Decided decided = new Decided();
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), decided)) {
            try (SluiceProcess first = SluiceProcess.start("run", config, log)) {
                while (decided.byPost.size() < POSTS / 4) {
                    first.requireAlive();
                    reader.poll(POLL);
                }
                first.kill();
            }
            assertThat(decided.byPost.size()).as("the kill came in the middle").isLessThan(POSTS);
            try (SluiceProcess second = SluiceProcess.start("run", config, log)) {
                while (decided.byPost.size() < POSTS || !isWorkedOff(cluster)) {
                    second.requireAlive();
                    reader.poll(POLL);
                }
                // What was committed by then is all there is: read to its end.
                while (reader.poll(POLL) > 0) {
                    second.requireAlive();
                }
            }
        }
        assertThat(decided.byPost).hasSize(POSTS);
        assertThat(decided.byPost.values()).containsOnly(1);
        assertThat(decided.secondLooks.values()).allMatch(count -> count == 1);
    }

    private static void publish(TestCluster cluster) throws Exception {
        Instant start = Instant.now().minusSeconds(3_600);
        try (PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix())) {
            for (int i = 0; i < POSTS; i++) {
                Post post = Post.newBuilder()
                        .setId("p" + i)
                        .setRevision(1)
                        .setEvent(PostEvent.CREATED)
                        .setCommunity("test")
                        .setThread("t" + i % THREADS)
                        .setAuthor("u" + i % 97)
                        .setText(TEXTS[i % TEXTS.length])
                        .setLabels(Map.of())
                        .setCreatedAt(start.plusMillis(i))
                        .build();
                publisher.publish(publisher.prepare(new PostLine.Posted(post)));
            }
            publisher.flush();
        }
    }

    /** Whether the group has committed all that there is, its own topics between the steps included. */
    private static boolean isWorkedOff(TestCluster cluster) throws Exception {
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(cluster.prefix())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            // The last entry of a partition that transactions write may be their marker, which no consumer reads.
            return committed.entrySet().stream()
                    .allMatch(entry -> entry.getValue().offset() + 1
                            >= ends.get(entry.getKey()).offset());
        }
    }

    private static final class Decided extends Ignored {
        private final Map<String, Integer> byPost = new HashMap<>();

        private final Map<String, Integer> secondLooks = new HashMap<>();

        @Override
        public void decided(Decision decision) {
            // A post in doubt gets a second decision when its second look is done; that one comes once, too.
            boolean second = decision.getTrigger() == Trigger.SECOND_LOOK;
            (second ? secondLooks : byPost).merge(decision.getPost(), 1, Integer::sum);
        }
    }
}
