package dev.sluice.app.cluster;

import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicPlan;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** The catalogue's topics under a prefix of one test, on the shared broker. */
public record TestCluster(String prefix, SchemaRegistry registry) {
    /** Makes the topics, under a prefix that begins with this name and that no other run shares. */
    public static TestCluster create(String name) {
        String prefix = name + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";
        TestCluster cluster = new TestCluster(prefix, SchemaRegistry.connect(RegistrySettings.mock("test")));
        try (Admin admin = cluster.admin()) {
            new TopicAdmin(admin, new TopicPlan(prefix, (short) 1, Map.of(), Map.of("retention.ms", "-1"))).apply();
        }
        return cluster;
    }

    /** Settings of a client. */
    public Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, KafkaCluster.bootstrapServers());
    }

    /** An admin client. */
    public Admin admin() {
        return Admin.create(client());
    }

    /** Writes a configuration with the given sections beside those of cluster and registry. */
    public Path config(Path file, String sections) throws IOException {
        return Files.writeString(file, """
                kafka:
                  bootstrapServers: %s
                  topicPrefix: %s
                registry:
                  urls: ["mock://test"]
                  autoRegister: true
                %s""".formatted(KafkaCluster.bootstrapServers(), prefix, sections));
    }
}
