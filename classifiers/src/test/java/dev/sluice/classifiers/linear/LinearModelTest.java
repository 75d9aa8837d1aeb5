package dev.sluice.classifiers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.text.Folder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    private static final int BITS = 12;

    private static LinearModel model(byte[][] weights) {
        return new LinearModel(BITS, weights, new float[] {0.5f, 1, 2, 4, 8}, new float[] {1, 2, 3, 4, 5});
    }

    private static byte[][] random(long seed) {
        Random random = new Random(seed);
        byte[][] weights = new byte[LinearModel.LABEL_COUNT][1 << BITS];
        for (byte[] table : weights) {
            for (int i = 0; i < table.length; i++) {
                table[i] = (byte) (random.nextInt(256) - 128);
            }
        }
        return weights;
    }

    private static NgramFeatures features(String text) {
        NgramFeatures features = new NgramFeatures();
        features.extract(new Folder().fold(text));
        return features;
    }

    @Test
    void logitsEqualThePlainSumOverFeatures() {
        byte[][] weights = random(1);
        NgramFeatures features = features("a rather long text so that several blocks of lanes are needed, twice over");
        float[] logits = new float[LinearModel.LABEL_COUNT];
        model(weights).logits(features, logits);

        int plain = 0;
        for (int hash : features.toArray()) {
            plain += weights[4][hash >>> (32 - BITS)];
        }

        assertThat(logits[4]).isCloseTo((float) (5 + 8 * plain / Math.sqrt(features.count())), within(1e-3f));
    }

    @Test
    void extremeWeightsDoNotSpillIntoTheNextLabel() {
        byte[][] weights = new byte[LinearModel.LABEL_COUNT][1 << BITS];
        Arrays.fill(weights[0], Byte.MAX_VALUE);
        Arrays.fill(weights[1], Byte.MIN_VALUE);
        float[] logits = new float[LinearModel.LABEL_COUNT];
        NgramFeatures features = features("word ".repeat(3000));

        model(weights).logits(features, logits);

        double root = Math.sqrt(features.count());
        assertThat(logits[0]).isCloseTo((float) (1 + 0.5 * 127 * root), within(0.5f));
        assertThat(logits[1]).isCloseTo((float) (2 - 128 * root), within(0.5f));
        assertThat(logits[2]).isEqualTo(3);
    }

    @Test
    void aTextWithoutFeaturesGetsTheBiases() {
        float[] logits = new float[LinearModel.LABEL_COUNT];

        model(random(2)).logits(features(""), logits);

        assertThat(logits).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aFileReadsBackAsItWasWritten() {
        byte[] bytes = LinearModelFile.write(model(random(3)));

        assertThat(LinearModelFile.write(LinearModelFile.read("m.bin", bytes))).isEqualTo(bytes);
    }

    @Test
    void aShortLongOrForeignFileIsRefusedByName() {
        byte[] bytes = LinearModelFile.write(model(random(3)));

        assertThatThrownBy(() -> LinearModelFile.read("m.bin", Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessage("m.bin: ends before the last table");
        assertThatThrownBy(() -> LinearModelFile.read("m.bin", Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessage("m.bin: bytes follow the last table");
        bytes[0] = 0;
        assertThatThrownBy(() -> LinearModelFile.read("m.bin", bytes)).hasMessageStartingWith("m.bin: magic number is");
    }
}
