package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.http.HttpFixture.MemorySink;
import dev.sluice.app.http.intake.PostSink.Outcome;
import dev.sluice.app.http.perspective.Attribute;
import dev.sluice.app.http.perspective.Suggestions.Suggestion;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSuggestionsTest {
    private static final String TEXT = "You are a stupid idiot and nobody likes you.";

    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("suggestions"));
    private final MemorySink sink = new MemorySink();
    private final LabelSuggestions suggestions = new LabelSuggestions(sink, registry, Clock.systemUTC());

    @Test
    void aSuggestionBecomesALabelWithoutWords() {
        boolean kept = suggestions.take(suggestion(Map.of(Attribute.TOXICITY, 0.0, Attribute.THREAT, 0.0)));

        Label label = new AvroSerde<>(Label.class, registry, TopicCatalogue.LABELS.subject())
                .decode(sink.kept.getFirst().value());
        assertThat(kept).isTrue();
        assertThat(label.getCategories()).isEqualTo(Map.of("abuse", false, "threat", false));
        assertThat(label.getRisk().getAbuse()).isGreaterThan(0.5f);
        assertThat(label.getUpheld()).isFalse();
        assertThat(label.getAutomatic()).isFalse();
        assertThat(label.getRule()).isEqualTo(LabelSuggestions.RULE);
        assertThat(new String(sink.kept.getFirst().value(), StandardCharsets.ISO_8859_1))
                .doesNotContain("idiot");
    }

    @Test
    void agreeingIsUpheld() {
        suggestions.take(suggestion(Map.of(Attribute.TOXICITY, 1.0, Attribute.SEVERE_TOXICITY, 1.0)));

        Label label = new AvroSerde<>(Label.class, registry, TopicCatalogue.LABELS.subject())
                .decode(sink.kept.getFirst().value());
        assertThat(label.getUpheld()).isTrue();
        assertThat(label.getCategories()).isEqualTo(Map.of("abuse", true));
    }

    @Test
    void whatIsNotAcknowledgedIsNotTaken() {
        sink.next = Outcome.UNKNOWN;

        assertThat(suggestions.take(suggestion(Map.of(Attribute.TOXICITY, 1.0))))
                .isFalse();
    }

    private static Suggestion suggestion(Map<Attribute, Double> scores) {
        return new Suggestion("all", "allotments", TEXT, scores, HttpFixture.ASSESSOR.assess(TEXT, "en"));
    }
}
