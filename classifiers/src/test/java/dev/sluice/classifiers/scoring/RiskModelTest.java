package dev.sluice.classifiers.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearScores;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskModelTest {
    private static final LinearScores NO_MODEL = new LinearScores();

    private static Finding weight(Category category, float weight) {
        return new Finding.Signal(
                category, "lexicon", "1", null, new Finding.Score.Weight(weight), List.of(), "A listed word.");
    }

    private static RiskModel model() {
        Map<Category, Calibration> calibrations = new EnumMap<>(Category.class);
        LinearModel.LABELS.forEach(label -> calibrations.put(label, new Calibration(2, -1, 0.4f)));
        Map<Category, Evidence> evidence = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            evidence.put(category, new Evidence(Map.of("lexicon", 0.5f), 4, -3));
        }
        return new RiskModel(Map.of("en", calibrations), evidence);
    }

    @Test
    void aProbabilityIsTheLogisticOfTheCalibratedLogit() {
        assertThat(model().probability("en", Category.HATE, 0.5f)).isCloseTo(0.5f, within(1e-6f));
        assertThat(model().probability("en", Category.HATE, 1.5f))
                .isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
    }

    @Test
    void weightsAreCappedAndThenMultiplied() {
        RiskScores risk = model().score(NO_MODEL, List.of(weight(Category.HATE, 3), weight(Category.HATE, 90)));

        assertThat(risk.hate()).isCloseTo((float) (1 / (1 + Math.exp(1))), within(1e-6f));
    }

    @Test
    void weightsAgainstLowerTheRisk() {
        RiskScores risk = model().score(NO_MODEL, List.of(weight(Category.PROFANITY, -4)));

        assertThat(risk.profanity())
                .isLessThan(model().score(NO_MODEL, List.of()).profanity());
    }

    @Test
    void abuseIsNeverLessThanHateInsultOrThreat() {
        for (Category category : List.of(Category.HATE, Category.INSULT, Category.THREAT)) {
            RiskScores risk = model().score(NO_MODEL, List.of(weight(category, 4)));

            assertThat(risk.abuse()).isEqualTo(risk.of(category));
        }
    }

    @Test
    void profanityImpliesNothing() {
        RiskScores risk = model().score(NO_MODEL, List.of(weight(Category.PROFANITY, 4)));

        assertThat(risk.abuse()).isLessThan(risk.profanity());
    }

    @Test
    void aFileReadsBackAsItWasWritten() {
        byte[] bytes = RiskModelFile.write(model());

        assertThat(RiskModelFile.write(RiskModelFile.read("risk.json", bytes))).isEqualTo(bytes);
    }

    @Test
    void anUnknownKeyOrCategoryIsRefusedByName() {
        String text = new String(RiskModelFile.write(model()), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(text.replaceFirst("\"format\" : 1", "\"format\" : 1, \"colour\" : 2")))
                .hasMessageContaining("risk.json")
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> read(text.replace("\"hate\"", "\"hatred\""))).hasMessageContaining("'hatred'");
        assertThatThrownBy(() -> read(text.replaceFirst("\"format\" : 1", "\"format\" : 2")))
                .hasMessage("risk.json: format is 2; must be 1");
    }

    private static RiskModel read(String text) {
        return RiskModelFile.read("risk.json", text.getBytes(StandardCharsets.UTF_8));
    }
}
