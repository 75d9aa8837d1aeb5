package dev.sluice.classifiers.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.models.ModelCards.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The cards in the jar are those in the docs, and every model that reads posts has one. */
class ModelCardsTest {
    private static final Path DOCS = Path.of(System.getProperty("sluice.home"), "docs", "models");

    private final ModelCards cards = ModelCards.shipped();

    @Test
    void areThoseOfTheDocsByteForByte() throws IOException {
        Card card = cards.card("linear-en").orElseThrow();
        byte[] written = Files.readAllBytes(DOCS.resolve("linear-en.md"));
        assertThat(card.text()).isEqualTo(Files.readString(DOCS.resolve("linear-en.md")));
        assertThat(card.sha256()).isEqualTo(Sha256.of(written));
    }

    @Test
    void everyModelThatReadsPostsHasOne() {
        assertThat(ModelFolder.shipped().manifest().models())
                .filteredOn(
                        model -> !java.util.Set.of("risk", "marker", "stacking").contains(model.kind()))
                .allSatisfy(model -> assertThat(cards.card(model.name()))
                        .as("docs/models/" + model.name() + ".md")
                        .isPresent());
    }

    @Test
    void areThoseOfTheModelsThatReadTheLanguage() {
        assertThat(cards.of("en", false))
                .extracting(Card::model)
                .containsExactly("linear-en", "names-en", "defamation-en");
        assertThat(cards.of("en", true)).extracting(Card::model).contains("transformer-en");
        assertThat(cards.of("de", true)).extracting(Card::model).containsExactly("linear-de");
        assertThat(cards.of("und", false)).isEmpty();
    }

    @Test
    void belongToTheShippedVersionAlone() {
        String version = ModelFolder.shipped().manifest().fullVersion();
        assertThat(cards.describes(version)).isTrue();
        assertThat(cards.hasPlugins(version)).isFalse();
        assertThat(cards.describes(version + ".12345678")).isTrue();
        assertThat(cards.hasPlugins(version + ".12345678")).isTrue();
        assertThat(cards.describes("1.0.0+other")).isFalse();
        assertThat(cards.card("../../attribution")).isEmpty();
    }
}
