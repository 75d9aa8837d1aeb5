package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.casework.CaseworkServices;
import dev.sluice.topology.casework.CaseworkSettings;
import dev.sluice.topology.casework.CaseworkTopology;
import dev.sluice.topology.defamation.DefamationServices;
import dev.sluice.topology.defamation.DefamationSettings;
import dev.sluice.topology.defamation.DefamationTopology;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.source.SourceMappings;
import dev.sluice.topology.source.stream.SourcesSettings;
import dev.sluice.topology.source.stream.SourcesTopology;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.upgrade.FrozenState;
import dev.sluice.topology.upgrade.Shape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances of this release and of every one before can work in one group: what state is named after has not changed. */
class UpgradeShapeTest {
    private static final Path POLICIES = Path.of(System.getProperty("sluice.home"), "policies");
    private static final String SHAPES = "shapes.txt";

    static List<String> releases() {
        return FrozenState.releases();
    }

    @Test
    void freezesTheShapeOfThisRelease() throws IOException {
        String release = FrozenState.toFreeze();
        Assumptions.assumeTrue(release != null, "only with -Dsluice.upgrade.freeze=VERSION");
        Path file = FrozenState.file(release, SHAPES);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", now()) + "\n");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatStateIsNamedAfterIsStillThere(String release) throws IOException {
        Set<String> frozen = new TreeSet<>(Files.readAllLines(FrozenState.file(release, SHAPES)));

        assertThat(Shape.lost(frozen, now()))
                .as("release %s has these, and this build does not. %s", release, Shape.WHAT_TO_DO)
                .isEmpty();
    }

    @Test
    void aStoreThatMovesToAnotherSubTopologyIsLost() {
        assertThat(Shape.lost(
                        Set.of("pipeline 0 store a", "pipeline 1 reads b"),
                        Set.of("pipeline 1 store a", "pipeline 1 reads b", "pipeline 2 store c")))
                .containsExactly("pipeline 0 store a");
    }

    private static Set<String> now() {
        Set<String> lines = new TreeSet<>();
        topologies()
                .forEach((flow, topology) ->
                        Shape.of(topology.describe()).forEach(line -> lines.add(flow + " " + line)));
        return lines;
    }

    private static Map<String, Topology> topologies() {
        SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("upgrade"));
        Clock clock = Clock.systemUTC();
        Map<String, Topology> all = new TreeMap<>();
        try (Flow flow = new Flow(new ScriptedDetectors(), new ScriptedSecondLook())) {
            all.put("pipeline", ContentSafetyTopology.build(TopologySettings.defaults(), flow.services));
        }
        all.put(
                "casework",
                CaseworkTopology.build(
                        new CaseworkSettings("", true, Retention.defaults()),
                        new CaseworkServices(CaseworkRules.parse("test", "version: \"1.0.0\"\n"), registry, clock)));
        all.put(
                "defamation",
                DefamationTopology.build(
                        new DefamationSettings("", true),
                        new DefamationServices(
                                Objects.requireNonNull(DefamationRules.load(POLICIES)), registry, clock)));
        all.put(
                "outcomes",
                OutcomesTopology.build(
                        OutcomesFlow.SETTINGS.withQa(new QaPlan(0.001, 0.02)), OutcomesFlow.services(registry)));
        SourceMapping mapping =
                SourceMappings.in(List.of(POLICIES.resolve("sources"))).read("mastodon");
        all.put(
                "sources",
                new SourcesTopology(
                                new SourcesSettings("", true, Retention.defaults(), Map.of("in", mapping)),
                                registry,
                                clock,
                                new SimpleMeterRegistry(),
                                new EventTime(clock),
                                null)
                        .build());
        return all;
    }
}
