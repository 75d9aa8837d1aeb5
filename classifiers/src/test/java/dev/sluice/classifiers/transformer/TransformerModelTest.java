package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransformerModelTest {
    private static final List<String> TEXTS = List.of(
            "hello",
            "The train to the coast leaves at nine.",
            "you are a grumblefish and everybody here knows it, said nobody ever to anyone at all",
            "ok",
            "Happy birthday! Hope you have a great day with the family and all your friends.");

    private static TransformerModel model;

    @BeforeAll
    static void load() {
        model = TransformerModel.load("made.bin", Overlays.randomHead().write());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aTextGetsTheSameLogitsInAnyCompany() {
        float[][] together = model.logitsOf(TEXTS);

        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(together[i]).isEqualTo(model.logitsOf(TEXTS.subList(i, i + 1))[0]);
        }
        assertThat(together[0]).isNotEqualTo(together[3]);
    }

    @Test
    void theSharesOfTokensAddUpToTheLogits() {
        TextEncoder encoder = model.encoder();
        ClassificationHead.Reading reading = model.read(
                encoder.tokens(encoder.windows(TEXTS.get(2)).windows().get(0)));

        for (int label = 0; label < 6; label++) {
            double sum = 0;
            for (float[] shares : reading.shares()) {
                sum += shares[label];
            }
            assertThat(sum).isCloseTo(reading.logits()[label], within(0.001));
        }
    }

    @Test
    void aLongTextIsReadInOverlappingWindowsUpToALimit() {
        TextEncoder encoder = model.encoder();
        TextEncoder.Windows one = encoder.windows("word ".repeat(124));
        TextEncoder.Windows two = encoder.windows("word ".repeat(125));
        TextEncoder.Windows many = encoder.windows("word ".repeat(4_000));

        assertThat(one.windows()).hasSize(1);
        assertThat(two.windows()).hasSize(2);
        assertThat(two.windows().get(1).starts()[0])
                .isLessThan(two.windows().get(0).ends()[123]);
        assertThat(two.complete()).isTrue();
        assertThat(many.windows()).hasSize(TextEncoder.MOST_WINDOWS);
        assertThat(many.complete()).isFalse();
        assertThat(many.windows()).allMatch(window -> encoder.tokens(window).length <= TextEncoder.WINDOW);
    }

    @Test
    void aTextOfUnknownWordsHasNothingToRead() {
        assertThat(model.encoder().windows("𓀀 𓀁𓀂").windows()).isEmpty();
        assertThat(model.encoder().windows("https://example.org/x @someone").windows())
                .isEmpty();
        assertThat(model.encoder().windows("𓀀 ok").windows()).hasSize(1);
    }

    @Test
    void differentThreadsGetTheSameLogits() {
        float[][] expected = model.logitsOf(TEXTS);

        List<float[][]> found = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 8).parallel().forEach(i -> found.add(model.logitsOf(TEXTS)));

        assertThat(found).hasSize(8).allSatisfy(logits -> assertThat(logits).isDeepEqualTo(expected));
    }

    @Test
    void aTextWithNothingToReadGetsZeros() {
        assertThat(model.logitsOf(List.of("", "\ud800"))).isDeepEqualTo(new float[2][6]);
    }

    @Test
    void aWeightOfTheOverlayTakesThePlaceOfTheGraphs() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Overlays.randomHead().tensors());
        tensors.put("encoder.layer.11.output.LayerNorm.weight", Overlays.floats(new float[384], 384));
        tensors.put("encoder.layer.11.output.LayerNorm.bias", Overlays.floats(new float[384], 384));
        try (TransformerModel flat = TransformerModel.load("flat.bin", new TransformerOverlay(tensors).write())) {
            // Both factors of the last normalisation are zero, so every state is, and the biases are all that is left.
            assertThat(flat.logitsOf(TEXTS)).isDeepEqualTo(new float[TEXTS.size()][6]);
        }
    }

    @Test
    void aClosedModelSaysSo() {
        TransformerModel closed =
                TransformerModel.load("made.bin", Overlays.randomHead().write());
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.logitsOf(List.of("hello"))).hasMessage("transformer: is closed");
    }

    @Test
    void anOverlayWithoutHeadIsRefused() {
        byte[] headless = new TransformerOverlay(Map.of("x", Overlays.floats(new float[1], 1))).write();
        byte[] narrow = new TransformerOverlay(Map.of("head.weight", Overlays.floats(new float[6], 6, 1))).write();

        assertThatThrownBy(() -> TransformerModel.load("made.bin", headless))
                .hasMessage("made.bin: has no entry 'head.weight'");
        assertThatThrownBy(() -> TransformerModel.load("made.bin", narrow))
                .hasMessage("made.bin: entry 'head.weight' is Tensor[type 1, [6, 1]]; must be of type 1 and [6, 384]");
    }

    @Test
    void anOverlayOfAnotherShapeIsRefused() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Overlays.randomHead().tensors());
        tensors.put("encoder.layer.11.output.LayerNorm.weight", Overlays.floats(new float[5], 5));
        byte[] bytes = new TransformerOverlay(tensors).write();

        assertThatThrownBy(() -> TransformerModel.load("made.bin", bytes).logitsOf(List.of("hello")))
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
    }
}
