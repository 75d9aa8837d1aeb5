package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Runs in libtorch, which the module brings. */
class MaskedLossTest {
    @Test
    void labelWithoutWeightMovesNothing() {
        Tensor logits = Tensors.of(true, new float[] {0, 3}, 1, 2);
        Tensor loss = FineTuning.maskedLoss(logits, new float[] {1, 0}, new float[] {2, 0});
        loss.backward();
        assertThat(loss.item_float()).isCloseTo((float) (2 * Math.log(2)), within(1e-5f));
        assertThat(Tensors.values(logits.grad())).containsExactly(-1, 0);
    }
}
