package dev.sluice.tuning;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Posts and their states after the frozen lower layers, which are run over each post once and kept as halves. */
final class Posts {
    private final List<Row> rows;
    private final long[][] ids;
    private final int[] tokens;
    private final short[][] states;
    private final LowerLayers lower;

    Posts(List<Row> rows, LowerLayers lower) {
        this.rows = List.copyOf(rows);
        this.ids = PostTokens.ids(rows);
        this.tokens = Arrays.stream(ids).mapToInt(post -> post.length).toArray();
        this.states = new short[ids.length][];
        this.lower = lower;
    }

    List<Row> rows() {
        return rows;
    }

    /** For each post how many tokens it has. */
    int[] tokens() {
        return tokens;
    }

    /**
     * The states of posts.
     *
     * @param batch indexes of posts that all have the same number of tokens
     */
    Tensor states(int[] batch) {
        for (int post : batch) {
            if (states[post] == null) {
                encode(batch);
                break;
            }
        }
        int each = tokens[batch[0]] * E5.WIDTH;
        short[] all = new short[batch.length * each];
        for (int i = 0; i < batch.length; i++) {
            System.arraycopy(states[batch[i]], 0, all, i * each, each);
        }
        return torch.from_blob(
                        new ShortPointer(all),
                        new long[] {batch.length, tokens[batch[0]], E5.WIDTH},
                        new TensorOptions(torch.ScalarType.Half))
                .to(torch.ScalarType.Float);
    }

    private void encode(int[] batch) {
        try (NoGradGuard guard = new NoGradGuard()) {
            long[][] some = new long[batch.length][];
            Arrays.setAll(some, i -> ids[batch[i]]);
            float[] values = Tensors.values(lower.states(some).contiguous());
            int each = values.length / batch.length;
            for (int i = 0; i < batch.length; i++) {
                short[] halves = new short[each];
                for (int j = 0; j < each; j++) {
                    halves[j] = Float.floatToFloat16(values[i * each + j]);
                }
                states[batch[i]] = halves;
            }
        }
    }
}
