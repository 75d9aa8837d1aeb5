package dev.sluice.topology.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.DefamationRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Holds the shape of the flow of notices against a golden file, because names of stores are names of topics that a running
 * deployment has. {@code -Dsluice.golden.rewrite=true} rewrites it.
 */
class DefamationShapeTest {
    private static final Path HOME = Path.of(System.getProperty("sluice.home"));
    private static final Path GOLDEN = HOME.resolve("topology/src/test/resources/flow/defamation.txt");

    @Test
    void describesItselfAsAgreed() throws IOException {
        String shape = shape("");
        if (Boolean.getBoolean("sluice.golden.rewrite")) {
            Files.writeString(GOLDEN, shape);
        }
        assertThat(shape).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void putsThePrefixBeforeEveryTopicAndNeverReadsWhoPosted() {
        assertThat(shape("eu."))
                .doesNotContainPattern("KSTREAM-[A-Z]+-\\d{10}")
                .contains("eu.defamation-commands", "topic: eu.letters-out", "topic: eu.rulings")
                .doesNotContain("topic: letters-out", "poster-identities");
    }

    private static String shape(String prefix) {
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("shape"))) {
            DefamationRules rules = Objects.requireNonNull(DefamationRules.load(HOME.resolve("policies")));
            return DefamationTopology.build(
                            new DefamationSettings(prefix, true),
                            new DefamationServices(rules, registry, Clock.systemUTC()))
                    .describe()
                    .toString();
        }
    }
}
