package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyException;
import dev.sluice.topology.policy.PolicyPack;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flow needs is checked before the flow is built. */
class ServicesTest {
    @TempDir
    private Path folder;

    @Test
    void ruleWhoseNoticeIsMissingIsRefused() {
        PolicyPack pack = PolicyPack.parse("policy.yaml", """
                policy: test
                version: "1.0.0"
                description: One rule.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                rules:
                  - {id: r, description: D, status: live, when: risk.hate > 0.5, then: {outcome: nudge, notice: nugde}}
                """);
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("services"))) {
            assertThatThrownBy(() -> new Services(
                            new ScriptedDetectors(),
                            PolicyBook.of(List.of(pack)),
                            Notices.load(folder),
                            registry,
                            Clock.systemUTC(),
                            Telemetry.simple()))
                    .isInstanceOf(PolicyException.class)
                    .hasMessageStartingWith("policy.yaml:8: notice 'nugde' of rule 'r' is unknown; allowed:");
        }
    }
}
