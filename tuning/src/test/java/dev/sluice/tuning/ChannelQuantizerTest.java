package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelQuantizerTest {
    @Test
    void restoredWeightsAreWithinHalfAStep() {
        Random random = new Random(1);
        float[] values = new float[40 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * (1 + i % 7);
        }
        List<Initializer> parts = ChannelQuantizer.quantize("w", 40, 7, values);
        float[] scales = parts.get(1).floats();
        float[] restored = ChannelQuantizer.restore(parts.get(0), parts.get(1));
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(restored[i] - values[i])).isLessThanOrEqualTo(scales[i % 7] * 0.5001f);
        }
    }

    @Test
    void largestWeightOfEachChannelTakesTheLargestByte() {
        List<Initializer> parts = ChannelQuantizer.quantize("w", 2, 2, new float[] {-4, 0.5f, 1, 0.25f});
        assertThat(parts).extracting(Initializer::name).containsExactly("w_quantized", "w_scale", "w_zero_point");
        assertThat(parts.get(0).bytes()).containsExactly(-127, 127, 32, 64);
        assertThat(parts.get(2).bytes()).containsOnly(0);
    }

    @Test
    void channelOfZerosStaysZero() {
        List<Initializer> parts = ChannelQuantizer.quantize("w", 2, 1, new float[2]);
        assertThat(ChannelQuantizer.restore(parts.get(0), parts.get(1))).containsOnly(0);
    }

    @Test
    void columnsUndoSideBySide() {
        float[] left = {1, 2, 3, 4};
        float[] right = {5, 6};
        float[] both = ChannelQuantizer.sideBySide(2, List.of(left, right));
        assertThat(both).containsExactly(1, 2, 5, 3, 4, 6);
        assertThat(ChannelQuantizer.columns(both, 2, 3, 0, 2)).containsExactly(left);
        assertThat(ChannelQuantizer.columns(both, 2, 3, 2, 1)).containsExactly(right);
    }
}
