package dev.sluice.topology.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.PolicyHealth;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What an instance reads before it begins, and what health says of it. */
class PolicyFollowerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(10);
    private static final TopicPartition POLICIES = new TopicPartition(TopicCatalogue.POLICIES.name(), 0);
    private static final TopicPartition ALERTS = new TopicPartition(TopicCatalogue.RULE_ALERTS.name(), 0);

    private final Signers people = new Signers("ada", "bob", "eve");
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("follower"));
    private final AvroSerde<PolicyRelease> serde =
            new AvroSerde<>(PolicyRelease.class, registry, TopicCatalogue.POLICIES.subject());
    private final PolicyHealth health = new PolicyHealth(new SimpleMeterRegistry());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final PoliciesInForce inForce =
            PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("folder", Signers.text("1.2.0", "0.5")))));
    private final PolicyFollower follower = new PolicyFollower(
            new PolicyTopics(Map.of(), ""),
            new PolicyLedger(
                    new ReleaseVerifier(people.approvers(), notices(), text -> null),
                    inForce,
                    Clock.fixed(SOON.plusSeconds(60), ZoneOffset.UTC)),
            health,
            registry,
            consumer);
    private long next;

    private static Notices notices() {
        try {
            return Notices.load(
                    Path.of(PolicyFollowerTest.class.getResource("/flow").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private PolicyRelease good(String version) {
        return people.signed(Signers.release(Signers.text(version, "0.5"), SOON), "bob", "eve");
    }

    private void thereIs(TopicPartition partition) {
        consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 0L));
    }

    private void bothTopics() {
        thereIs(POLICIES);
        thereIs(ALERTS);
    }

    private void holds(byte[]... values) {
        consumer.updateEndOffsets(Map.of(POLICIES, (long) values.length));
        consumer.schedulePollTask(() -> {
            for (byte[] value : values) {
                consumer.addRecord(new ConsumerRecord<>(
                        POLICIES.topic(),
                        0,
                        next++,
                        NOW.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        value.length,
                        null,
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
            }
        });
    }

    private byte[] bytes(PolicyRelease release) {
        return serde.encode(POLICIES.topic(), release);
    }

    @Test
    void whatIsBelowTheFolderDoesNotDegrade() {
        bothTopics();
        holds(bytes(good("1.0.0")), bytes(good("1.1.0")));
        follower.catchUp();
        assertThat(health.recorded(PolicyHealth.Result.KNOWN)).isEqualTo(2);
        assertThat(health.problems()).isEmpty();
    }

    @Test
    void anUnreadableRecordDegradesUntilTheNextGoodRelease() {
        bothTopics();
        holds(new byte[] {1, 2, 3});
        follower.catchUp();
        assertThat(health.problems()).singleElement().asString().contains("the record cannot be read");
        next = 0;
        holds(new byte[] {1, 2, 3}, bytes(good("1.3.0")));
        follower.catchUp();
        assertThat(health.problems()).isEmpty();
    }

    @Test
    void whatWasRefusedIsOverWhenTheLatestIsReadAgain() {
        bothTopics();
        PolicyRelease alone = people.signed(Signers.release(Signers.text("1.3.0", "0.9"), SOON), "bob");
        holds(bytes(alone), bytes(good("1.2.0")));
        follower.catchUp();
        assertThat(health.recorded(PolicyHealth.Result.REFUSED)).isEqualTo(1);
        assertThat(health.problems()).isEmpty();
    }

    @Test
    void examplesThatFailTodayDegradeAndDoNotDecide() {
        bothTopics();
        String text =
                Signers.text("1.3.0", "0.9").replace("{hate: 0.95}, outcome: review", "{hate: 0.5}, outcome: review");
        holds(bytes(people.signed(Signers.release(text, SOON), "bob", "eve")));
        follower.catchUp();
        assertThat(inForce.latest().forCommunity("garden").version()).isEqualTo("1.3.0");
        assertThat(health.problems())
                .singleElement()
                .asString()
                .startsWith("policy test is in force, but version 1.3.0: 1 examples or names are wrong");
    }

    @Test
    void aReadingThatFailsBeginsAgainFromTheStart() {
        bothTopics();
        holds(bytes(good("1.3.0")));
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("no answer")));
        consumer.updateEndOffsets(Map.of(POLICIES, 2L));
        assertThatThrownBy(follower::catchUp).hasMessage("no answer");
        assertThat(consumer.assignment()).isEmpty();
        assertThat(inForce.latest().forCommunity("garden").version()).isEqualTo("1.2.0");
        next = 0;
        holds(bytes(good("1.3.0")));
        follower.catchUp();
        assertThat(inForce.latest().forCommunity("garden").version()).isEqualTo("1.3.0");
    }

    @Test
    void oneTopicOfTwoIsAsGoodAsNone() {
        thereIs(POLICIES);
        follower.catchUp();
        assertThat(consumer.assignment()).isEmpty();
        thereIs(ALERTS);
        follower.catchUp();
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(POLICIES, ALERTS);
    }
}
