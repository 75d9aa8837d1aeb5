package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphPatchTest {
    private static final String BIAS = "encoder.layer.11.output.LayerNorm.bias";
    private static final byte[] GRAPH = EncoderFiles.graph();

    @Test
    void withoutReplacementsEveryByteStays() {
        assertThat(OnnxGraphPatch.apply("e5", GRAPH, Map.of())).isEqualTo(GRAPH);
    }

    @Test
    void onlyTheInitialiserChanges() {
        float[] ones = new float[384];
        Arrays.fill(ones, 1);
        Tensor tensor = Overlays.floats(ones, 384);

        byte[] patched = OnnxGraphPatch.apply("e5", GRAPH, Map.of(BIAS, tensor));

        int changedFrom = Arrays.mismatch(GRAPH, patched);
        int tail = 0;
        while (GRAPH[GRAPH.length - 1 - tail] == patched[patched.length - 1 - tail]) {
            tail++;
        }
        assertThat(patched).hasSize(GRAPH.length);
        assertThat(GRAPH.length - tail - changedFrom).isBetween(1, tensor.bytes().length + BIAS.length() + 16);
        assertThat(OnnxGraphPatch.apply("e5", patched, Map.of(BIAS, tensor))).isEqualTo(patched);
    }

    @Test
    void anInitialiserThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        OnnxGraphPatch.apply("e5", GRAPH, Map.of("layer.none", Overlays.floats(new float[1], 1))))
                .hasMessage("e5: has no initialiser 'layer.none' to replace, nor 0 others");
    }

    @Test
    void bytesThatAreNoModelAreRefused() {
        assertThatThrownBy(() ->
                        OnnxGraphPatch.apply("e5", "no model at all".getBytes(StandardCharsets.US_ASCII), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("e5: is no ONNX model");
    }
}
