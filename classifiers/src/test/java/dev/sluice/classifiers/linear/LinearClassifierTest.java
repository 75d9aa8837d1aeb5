package dev.sluice.classifiers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearClassifierTest {
    private static final int BITS = 18;
    private static final LogitCalibration LOGISTIC = (model, category, logit) -> (float) (1 / (1 + Math.exp(-logit)));

    /** A model in which the features of one word, standing alone, speak for hate. */
    private static LinearClassifier speaksAgainst(String word) {
        byte[][] weights = new byte[LinearModel.LABEL_COUNT][1 << BITS];
        NgramFeatures features = new NgramFeatures();
        features.extract(new Folder().fold(word));
        for (int hash : features.toArray()) {
            weights[4][hash >>> (32 - BITS)] = 100;
        }
        LinearModel model =
                new LinearModel(BITS, weights, new float[] {1, 1, 1, 1, 0.05f}, new float[] {-9, -9, -9, -9, -3});
        return new LinearClassifier(Map.of("en", model), "1", LOGISTIC);
    }

    private static FoldedText folded(String text, String language) {
        FoldedText folded = new Folder().fold(text);
        folded.language = language;
        return folded;
    }

    @Test
    void theWordThatSpeaksIsMarkedInTheOriginal() {
        List<Finding> findings =
                speaksAgainst("grumblefish").classify(folded("😀 you are a GRUMBLEFISH, mister", "en"));

        assertThat(findings).singleElement().isInstanceOfSatisfying(Finding.Signal.class, signal -> {
            assertThat(signal.category()).isEqualTo(Category.HATE);
            assertThat(signal.spans()).containsExactly(new Span(12, 23));
            assertThat(signal.explanation()).doesNotContainIgnoringCase("grumblefish");
        });
    }

    @Test
    void aHarmlessTextGivesNothing() {
        assertThat(speaksAgainst("grumblefish").classify(folded("good morning to all", "en")))
                .isEmpty();
    }

    @Test
    void unavailableInALanguageThatNoModelCovers() {
        assertThat(speaksAgainst("grumblefish").classify(folded("bonjour tout le monde", "fr")))
                .singleElement()
                .isInstanceOfSatisfying(Finding.Unavailable.class, unavailable -> {
                    assertThat(unavailable.reason()).isEqualTo("no model for language 'fr'");
                    assertThat(unavailable.categories()).containsExactlyInAnyOrderElementsOf(LinearModel.LABELS);
                });
    }

    @Test
    void theFirstModelReadsATextWhoseLanguageCannotBeTold() {
        assertThat(speaksAgainst("grumblefish").classify(folded("grumblefish", "und")))
                .hasSize(1);
    }
}
