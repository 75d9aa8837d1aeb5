package dev.sluice.app.cluster;

import dev.sluice.app.embedded.EmbeddedBroker;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real broker for integration tests: our own embedded one, or one in a container with {@code -Pcontainers}. One
 * serves all tests of the module; each test uses a topic prefix of its own.
 */
public final class KafkaCluster {
    static final String PROVIDER = System.getProperty("sluice.cluster", "embedded");
    static final String IMAGE = System.getProperty("kafka.image", "apache/kafka:4.3.1");

    private KafkaCluster() {}

    /** Where the shared broker is; starts it for the first who asks, and stops it with this JVM. */
    public static String bootstrapServers() {
        return Shared.BOOTSTRAP_SERVERS;
    }

    private static final class Shared {
        private static final String BOOTSTRAP_SERVERS = start();

        private static String start() {
            return switch (PROVIDER) {
                case "embedded" -> {
                    EmbeddedBroker broker = EmbeddedBroker.start(512);
                    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                    yield broker.bootstrapServers();
                }
                case "containers" -> {
                    KafkaContainer container =
                            new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"));
                    container
                            .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(16 << 20))
                            .start();
                    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
                    yield container.getBootstrapServers();
                }
                default ->
                    throw new IllegalArgumentException(
                            "sluice.cluster is '" + PROVIDER + "'; allowed: embedded, containers");
            };
        }
    }
}
