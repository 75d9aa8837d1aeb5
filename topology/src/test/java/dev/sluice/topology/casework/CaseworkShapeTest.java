package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.state.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/**
 * Holds the shape of casework against a golden file, because names of operators and stores are names of topics that a
 * running deployment has. {@code -Dsluice.golden.rewrite=true} rewrites it.
 */
class CaseworkShapeTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("sluice.home"), "topology", "src", "test", "resources", "flow", "casework.txt");

    @Test
    void describesItselfAsAgreed() throws IOException {
        String shape = shape("");
        if (Boolean.getBoolean("sluice.golden.rewrite")) {
            Files.writeString(GOLDEN, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void namesEveryNodeAndPutsThePrefixBeforeEveryTopic() {
        assertThat(shape("eu."))
                .doesNotContainPattern("KSTREAM-[A-Z]+-\\d{10}")
                .contains(
                        "eu.actions",
                        "eu.case-commands",
                        "eu.case-events",
                        "eu.reviews",
                        "eu.flags",
                        "eu.notices-in",
                        "topic: eu.cases",
                        "topic: eu.rulings")
                .doesNotContain("topic: cases", "topic: verdicts");
    }

    private static String shape(String prefix) {
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("shape"))) {
            CaseworkRules rules = CaseworkRules.parse("test", "version: \"1.0.0\"\n");
            return CaseworkTopology.build(
                            new CaseworkSettings(prefix, true, Retention.defaults()),
                            new CaseworkServices(rules, registry, Clock.systemUTC()))
                    .describe()
                    .toString();
        }
    }
}
