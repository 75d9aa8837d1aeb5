package dev.sluice.tuning;

import java.util.Arrays;
import java.util.List;

/** The logits of an overlay over the int8 graph, run as it is run in use. */
final class QuantizedScorer {
    private QuantizedScorer() {}

    /**
     * The logits of posts.
     *
     * @return for each post a logit for each category
     */
    static float[][] logits(OnnxModel quantized, Overlay overlay, List<Row> rows, int threads) {
        float[] weight = overlay.entry(Overlay.HEAD_WEIGHT).floats();
        float[] bias = overlay.entry(Overlay.HEAD_BIAS).floats();
        long[][] ids = PostTokens.ids(rows);
        int[] tokens = Arrays.stream(ids).mapToInt(post -> post.length).toArray();
        float[][] logits = new float[rows.size()][];
        try (OnnxEncoder encoder = new OnnxEncoder(quantized.with(overlay.graphEntries()), threads)) {
            for (int[] batch : Batches.of(tokens, FineTuning.BATCH, null)) {
                float[][] states = encoder.states(
                        Arrays.stream(batch).mapToObj(post -> ids[post]).toArray(long[][]::new));
                for (int i = 0; i < batch.length; i++) {
                    logits[batch[i]] = head(mean(states[i]), weight, bias);
                }
            }
        }
        return logits;
    }

    static float[] mean(float[] states) {
        float[] mean = new float[E5.WIDTH];
        for (int i = 0; i < states.length; i++) {
            mean[i % E5.WIDTH] += states[i];
        }
        int tokens = states.length / E5.WIDTH;
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= tokens;
        }
        return mean;
    }

    static float[] head(float[] pooled, float[] weight, float[] bias) {
        float[] logits = bias.clone();
        for (int category = 0; category < logits.length; category++) {
            for (int i = 0; i < pooled.length; i++) {
                logits[category] += weight[category * pooled.length + i] * pooled[i];
            }
        }
        return logits;
    }
}
