package dev.sluice.topology.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.tracing.Span;
import dev.sluice.topology.tracing.TraceParent;
import dev.sluice.topology.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class DefamationTracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Instant NOW = Instant.parse("2026-11-02T09:30:00Z");

    @Test
    void traceOfACommandGoesOnWithWhatTheDeskSays() {
        List<Span> spans = new ArrayList<>();
        DefamationRules rules =
                Objects.requireNonNull(DefamationRules.load(Path.of(System.getProperty("sluice.home"), "policies")));
        SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("defamation-tracing"));
        DefamationServices services =
                new DefamationServices(rules, registry, Clock.systemUTC(), new Tracing(0, spans::add));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "defamation-tracing");
        try (TopologyTestDriver driver = new TopologyTestDriver(
                DefamationTopology.build(new DefamationSettings("", false), services), properties, NOW)) {
            Headers sampled = new RecordHeaders()
                    .add(
                            TraceParent.HEADER,
                            ("00-" + TRACE + "-00f067aa0ba902b7-01").getBytes(StandardCharsets.US_ASCII));
            byte[] unreadable = {1, 2, 3};
            driver.createInputTopic(
                            TopicCatalogue.DEFAMATION_COMMANDS.name(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(unreadable, unreadable, sampled, NOW));
            Headers sent = driver.createOutputTopic(
                            TopicCatalogue.DEAD_LETTERS.name(),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())
                    .readRecord()
                    .headers();

            assertThat(TraceParent.in(sent))
                    .isNotNull()
                    .extracting(TraceParent::traceId)
                    .isEqualTo(TRACE);
            assertThat(spans).extracting(Span::name).containsExactly("notice-desk");
        }
    }
}
