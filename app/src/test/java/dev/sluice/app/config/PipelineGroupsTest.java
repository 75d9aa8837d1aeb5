package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.Services;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PipelineGroupsTest {
    private static final Path POLICIES =
            Path.of(System.getProperty("sluice.home", ".")).resolve("policies");

    @Test
    void whatIsAllowedAndDoesNotRunHasNoGroup() {
        PipelineGroups allowed = new PipelineGroups("app", true, true, true, true, true);
        Services bare = new Services(
                (text, language) -> {
                    throw new IllegalStateException("assesses nothing");
                },
                PolicyBook.load(POLICIES),
                Notices.load(POLICIES),
                SchemaRegistry.connect(RegistrySettings.mock("groups")),
                Clock.systemUTC(),
                Telemetry.simple());

        assertThat(allowed.all())
                .containsExactlyInAnyOrder(
                        "app", "app-casework", "app-defamation", "app-second-look", "app-outcomes", "app-sources");
        assertThat(allowed.streams()).hasSize(5).doesNotContain("app-second-look");
        assertThat(allowed.running(bare).all()).containsExactlyInAnyOrder("app", "app-outcomes", "app-sources");
    }
}
