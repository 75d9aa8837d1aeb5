package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the shape of the topology against a golden file, because names of operators and stores are names of topics
 * that a running deployment has. {@code -Dsluice.golden.rewrite=true} rewrites it.
 */
class TopologyShapeTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("sluice.home"), "topology", "src", "test", "resources", "flow");

    @Test
    void describesItselfAsAgreed() throws IOException {
        try (Flow flow = new Flow()) {
            requireAsAgreed(flow, FOLDER.resolve("topology.txt"));
        }
    }

    @Test
    void describesItselfAsAgreedWithASecondLook() throws IOException {
        try (Flow flow = new Flow(new ScriptedDetectors(), new ScriptedSecondLook())) {
            requireAsAgreed(flow, FOLDER.resolve("topology-second-look.txt"));
        }
    }

    private static void requireAsAgreed(Flow flow, Path golden) throws IOException {
        String shape = ContentSafetyTopology.build(TopologySettings.defaults(), flow.services)
                .describe()
                .toString();
        if (Boolean.getBoolean("sluice.golden.rewrite")) {
            Files.writeString(golden, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(golden));
    }

    @Test
    void namesEveryNode() {
        try (Flow flow = new Flow()) {
            String shape = ContentSafetyTopology.build(TopologySettings.defaults(), flow.services)
                    .describe()
                    .toString();
            assertThat(shape).doesNotContainPattern("KSTREAM-[A-Z]+-\\d{10}");
        }
    }

    @Test
    void putsThePrefixBeforeEveryTopicOfTheCatalogue() {
        try (Flow flow = new Flow()) {
            String shape = ContentSafetyTopology.build(
                            TopologySettings.defaults().withTopicPrefix("eu."), flow.services)
                    .describe()
                    .toString();
            assertThat(shape)
                    .contains(
                            "topics: [eu.flags, eu.posts, eu.rulings]", "topic: eu.decisions", "topic: eu.dead-letters")
                    .doesNotContain("topic: decisions", "topic: actions");
        }
    }
}
