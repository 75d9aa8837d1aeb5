package dev.sluice.escalation;

import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that the sink is told. Each message about a mistake is one line with the key, as the configuration file has it, the
 * value and what is allowed.
 *
 * @param kafka where the topics are
 * @param topics what they are called
 * @param registry where the schemas are
 * @param vault where evidence goes
 * @param key what it is signed with
 * @param ledger how the vault's log is called, and who timestamps its checkpoints
 * @param closeTimeout how long {@link EscalationSink#close} waits
 */
public record SinkSettings(
        Kafka kafka,
        Topics topics,
        RegistrySettings registry,
        VaultSettings vault,
        Key key,
        LedgerSettings ledger,
        Duration closeTimeout) {
    /** How long closing takes at most, unless said otherwise. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** What a vault's log is called, unless said otherwise, before its tenant. */
    private static final String DEFAULT_ORIGIN = "sluice/";

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** With a log that is named after the tenant and has no timestamps. */
    public SinkSettings(
            Kafka kafka,
            Topics topics,
            RegistrySettings registry,
            VaultSettings vault,
            Key key,
            Duration closeTimeout) {
        this(kafka, topics, registry, vault, key, LedgerSettings.of(defaultOrigin(vault.tenant())), closeTimeout);
    }

    /** What the log of a tenant's vault is called, unless said otherwise. */
    public static String defaultOrigin(String tenant) {
        return DEFAULT_ORIGIN + tenant;
    }

    /** Checks the timeout. */
    public SinkSettings {
        if (!closeTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "closing timeout of the sink '" + closeTimeout + "' cannot be used; allowed: more than zero");
        }
    }

    /**
     * The cluster and how to talk to it. Prints no property's value, for some are secrets.
     *
     * @param bootstrap {@code host:port}, several separated by commas
     * @param group the sink's own consumer group
     * @param consumer further properties of the consumer, such as security
     * @param producer further properties of the producer
     */
    public record Kafka(String bootstrap, String group, Map<String, String> consumer, Map<String, String> producer) {
        /** The group's name, unless said otherwise. */
        public static final String DEFAULT_GROUP = "sluice-escalation-sink";

        /** Refuses properties that would break the promise of one package for each escalation. */
        public Kafka {
            require(!bootstrap.isBlank(), "kafka.bootstrapServers", bootstrap, "host:port");
            require(TOPIC.matcher(group).matches(), "sink.groupId", group, "letters, digits, '.', '_' and '-'");
            consumer = Map.copyOf(consumer);
            producer = Map.copyOf(producer);
            refuse(consumer, SinkClients.CONSUMER_KEYS);
            refuse(producer, SinkClients.PRODUCER_KEYS);
        }

        @Override
        public String toString() {
            return "Kafka[bootstrap=" + bootstrap + ", group=" + group + "]";
        }

        private static void refuse(Map<String, String> properties, Set<String> fixed) {
            new TreeMap<>(properties)
                    .forEach((key, value) -> require(
                            !fixed.contains(key),
                            "kafka.properties." + key,
                            value,
                            "nothing, the sink sets it itself"));
        }
    }

    /**
     * The topics' names, prefix included.
     *
     * @param escalations what is read
     * @param supplements documents for what is sealed, read too
     * @param receipts what was sealed
     * @param deadLetters what could not be
     */
    public record Topics(String escalations, String supplements, String receipts, String deadLetters) {
        /** Checks the names. */
        public Topics {
            requireTopic("topic of escalations", escalations);
            requireTopic("topic of supplements", supplements);
            requireTopic("topic of receipts", receipts);
            requireTopic("topic of dead letters", deadLetters);
        }

        /** The catalogue's names with a prefix before each; empty for none. */
        public static Topics withPrefix(String prefix) {
            require(
                    prefix.isEmpty() || TOPIC.matcher(prefix).matches(),
                    "kafka.topicPrefix",
                    prefix,
                    "letters, digits, '.', '_' and '-'");
            return new Topics(
                    prefix + TopicCatalogue.ESCALATIONS.name(),
                    prefix + TopicCatalogue.SUPPLEMENTS.name(),
                    prefix + TopicCatalogue.RECEIPTS.name(),
                    prefix + TopicCatalogue.DEAD_LETTERS.name());
        }

        private static void requireTopic(String what, String name) {
            require(TOPIC.matcher(name).matches(), what, name, "a topic's name: letters, digits, '.', '_' and '-'");
        }
    }

    /**
     * The signing key.
     *
     * @param file its PEM file
     * @param create whether a missing file is made, with a new key
     * @param trusted a list of the keys that may sign, and when; null where nobody keeps one
     */
    public record Key(Path file, boolean create, @Nullable Path trusted) {
        /** A key that may always sign. */
        public Key(Path file, boolean create) {
            this(file, create, null);
        }
    }

    private static void require(boolean fine, String key, String value, String allowed) {
        if (!fine) {
            throw new IllegalArgumentException(key + " '" + value + "' cannot be used; allowed: " + allowed);
        }
    }
}
