package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.tracing.Span;
import dev.sluice.topology.tracing.TraceParent;
import dev.sluice.topology.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseworkTracingTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-";

    private final List<Span> spans = new ArrayList<>();

    @Test
    void traceOfAReviewGoesOnWithItsCase() {
        assertThat(traceOfACase(new Tracing(0, spans::add)))
                .startsWith(TRACE)
                .endsWith("-01")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("desk");
            assertThat(span.parent()).isEqualTo("00f067aa0ba902b7");
        });
    }

    @Test
    void offMeansThatNoHeaderGoesOn() {
        assertThat(traceOfACase(null)).isNull();
    }

    private static @Nullable String traceOfACase(@Nullable Tracing tracing) {
        SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("casework-tracing"));
        try (Office office = new Office("", registry, tracing)) {
            ReviewCase review = office.review("p-1", "manners");
            byte[] sampled = (TRACE + "00f067aa0ba902b7-01").getBytes(StandardCharsets.US_ASCII);
            office.input(
                    TopicCatalogue.REVIEWS, review.getThread(), review, new RecordHeader(TraceParent.HEADER, sampled));
            TestRecord<String, CaseStatus> opened =
                    office.records(TopicCatalogue.CASES).getFirst();
            Header header = opened.headers().lastHeader(TraceParent.HEADER);
            return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
        }
    }
}
