package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the shape of the topology of outcomes against a golden file; {@code -Dsluice.golden.rewrite=true} rewrites it. */
class OutcomesShapeTest {
    private static final Path GOLDEN = Path.of(
            System.getProperty("sluice.home"), "topology", "src", "test", "resources", "flow", "topology-outcomes.txt");

    @Test
    void describesItselfAsAgreed() throws IOException {
        String shape = shape("");
        if (Boolean.getBoolean("sluice.golden.rewrite")) {
            Files.writeString(GOLDEN, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(GOLDEN)).doesNotContainPattern("KSTREAM-[A-Z]+-\\d{10}");
    }

    @Test
    void putsThePrefixBeforeEveryTopicOfTheCatalogue() {
        assertThat(shape("eu."))
                .contains("topics: [eu.decisions]", "topic: eu.statements", "topic: eu.reports")
                .doesNotContain("topics: [decisions]", "topic: labels");
    }

    private static String shape(String prefix) {
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("outcomes-shape"))) {
            return OutcomesTopology.build(
                            OutcomesFlow.SETTINGS.withTopicPrefix(prefix), OutcomesFlow.services(registry))
                    .describe()
                    .toString();
        }
    }
}
