package dev.sluice.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A topic that is said to be there takes records at once. Without the wait for its leaders one round in four lost a
 * batch on a machine with two busy cores (KAFKA-15591), so some rounds are needed to tell.
 */
class FreshTopicsIT {
    private static final int ROUNDS = Integer.getInteger("sluice.faults.rounds", 8);
    private static final int RECORDS = 5_000;
    private static final int KEYS = 200;

    @Test
    @Timeout(600)
    void takesEveryRecordAtOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            TestCluster cluster = TestCluster.create("fresh-");
            Map<String, Object> client = new HashMap<>(cluster.client());
            client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
            try (PostPublisher publisher = new PostPublisher(client, cluster.registry(), cluster.prefix())) {
                for (int i = 0; i < RECORDS; i++) {
                    publisher.publishRaw(TopicCatalogue.POSTS, "t" + i % KEYS, new byte[100], Instant.now());
                }
                publisher.flush();
                assertThat(publisher.acknowledged()).isEqualTo(RECORDS);
            }
        }
    }
}
