package dev.sluice.app.embedded;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.release.ReleaseForm;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes the policies in force, so that whoever reads decisions can read the policy behind them. */
final class PolicyReleases {
    private PolicyReleases() {}

    static void publish(Map<String, Object> client, SchemaRegistry registry, PolicyBook book, Clock clock) {
        AvroSerde<PolicyRelease> serde =
                new AvroSerde<>(PolicyRelease.class, registry, TopicCatalogue.POLICIES.subject());
        String topic = TopicCatalogue.POLICIES.name();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            for (PolicyPack pack : book.packs()) {
                PolicyRelease release = PolicyRelease.newBuilder()
                        .setPolicy(pack.id())
                        .setVersion(pack.version())
                        .setSha256(pack.sha256())
                        .setText(pack.text())
                        .setAuthor(null)
                        .setApprovals(List.of())
                        .setReleasedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .build();
                producer.send(new ProducerRecord<>(topic, ReleaseForm.key(release), serde.encode(topic, release)));
            }
        }
    }
}
