package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the shape of the topology of outcomes against a golden file; {@code -Dsluice.golden.rewrite=true} rewrites it. */
class OutcomesShapeTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("sluice.home"), "topology", "src", "test", "resources", "flow");

    @Test
    void describesItselfAsAgreed() throws IOException {
        requireAsAgreed(shape(OutcomesFlow.SETTINGS), "topology-outcomes.txt");
    }

    @Test
    void describesItselfAsAgreedWithAQualitySample() throws IOException {
        requireAsAgreed(shape(OutcomesFlow.SETTINGS.withQa(new QaPlan(0.001, 0.02))), "topology-outcomes-sample.txt");
    }

    private static void requireAsAgreed(String shape, String file) throws IOException {
        Path golden = FOLDER.resolve(file);
        if (Boolean.getBoolean("sluice.golden.rewrite")) {
            Files.writeString(golden, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(golden)).doesNotContainPattern("KSTREAM-[A-Z]+-\\d{10}");
    }

    @Test
    void putsThePrefixBeforeEveryTopicOfTheCatalogue() {
        assertThat(shape(OutcomesFlow.SETTINGS.withTopicPrefix("eu.")))
                .contains("topics: [eu.decisions]", "topic: eu.statements", "topic: eu.reports")
                .doesNotContain("topics: [decisions]", "topic: labels");
    }

    private static String shape(OutcomesSettings settings) {
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("outcomes-shape"))) {
            return OutcomesTopology.build(settings, OutcomesFlow.services(registry))
                    .describe()
                    .toString();
        }
    }
}
