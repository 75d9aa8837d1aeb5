package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Overlays that are made up. */
final class Overlays {
    private Overlays() {}

    static Tensor floats(float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Tensor(Tensor.FLOAT, shape, bytes.array());
    }

    /** A head with random weights: its logits mean nothing, but differ from text to text. */
    static TransformerOverlay randomHead() {
        Random random = new Random(7);
        float[] weights = new float[6 * 384];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new TransformerOverlay(new LinkedHashMap<>(Map.of(
                TransformerOverlay.HEAD_WEIGHT, floats(weights, 6, 384),
                TransformerOverlay.HEAD_BIAS, floats(new float[6], 6))));
    }
}
