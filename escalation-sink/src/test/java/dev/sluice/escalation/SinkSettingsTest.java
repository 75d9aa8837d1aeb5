package dev.sluice.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.SinkSettings.Kafka;
import dev.sluice.escalation.SinkSettings.Topics;
import dev.sluice.escalation.vault.VaultSettings;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SinkSettingsTest {
    @Test
    void mistakesNameKeyValueAndWhatIsAllowed() {
        refused(() -> new Kafka(" ", "g", Map.of(), Map.of()), "kafka.bootstrapServers ' '", "host:port");
        refused(() -> new Kafka("h:1", "a b", Map.of(), Map.of()), "sink.groupId 'a b'", "letters");
        refused(() -> new Topics("a/b", "s", "r", "d"), "topic of escalations 'a/b'", "letters");
        refused(() -> Topics.withPrefix("a/"), "kafka.topicPrefix 'a/'", "letters");
        refused(() -> new VaultSettings(Path.of("v"), "../x", "sink"), "sink.tenant '../x'", "a-z");
        refused(() -> new VaultSettings(Path.of("v"), "t", "two words"), "custody actor 'two words'", "no space");
    }

    @Test
    void whatThePromiseRestsOnCannotBeChanged() {
        refused(
                () -> new Kafka("h:1", "g", Map.of("isolation.level", "read_uncommitted"), Map.of()),
                "kafka.properties.isolation.level 'read_uncommitted'",
                "the sink sets it itself");
        refused(
                () -> new Kafka("h:1", "g", Map.of(), Map.of("acks", "1")),
                "kafka.properties.acks '1'",
                "the sink sets it itself");
    }

    @Test
    void clientsReadCommittedRecordsAndCommitByHand() {
        Kafka kafka = new Kafka("h:1", "g", Map.of("max.poll.records", "7"), Map.of());
        assertThat(SinkClients.consumerProperties(kafka))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("max.poll.records", "7")
                .containsEntry("group.id", "g");
        assertThat(SinkClients.producerProperties(kafka))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void aSinkThatWasKilledIsMissedAfterTenSeconds() {
        Kafka classic = new Kafka("h:1", "g", Map.of(), Map.of());
        Kafka modern = new Kafka("h:1", "g", Map.of("group.protocol", "consumer"), Map.of());
        assertThat(SinkClients.consumerProperties(classic)).containsEntry("session.timeout.ms", 10_000);
        assertThat(SinkClients.consumerProperties(modern)).doesNotContainKeys("session.timeout.ms");
    }

    @Test
    void topicsTakeAPrefix() {
        assertThat(Topics.withPrefix("eu."))
                .isEqualTo(new Topics("eu.escalations", "eu.supplements", "eu.receipts", "eu.dead-letters"));
    }

    @Test
    void printsNoProperty() {
        Kafka kafka = new Kafka("h:1", "g", Map.of("sasl.jaas.config", "secret"), Map.of());
        assertThat(kafka.toString()).doesNotContain("secret");
    }

    private static void refused(ThrowingCallable call, String named, String allowed) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .message()
                .contains("allowed: ")
                .contains(allowed)
                .doesNotContain("\n");
    }
}
