package dev.sluice.classifiers.training;

import dev.sluice.classifiers.defamation.DefamationModel;
import dev.sluice.classifiers.defamation.Gate;
import dev.sluice.classifiers.text.FoldedText;
import java.util.List;
import java.util.SplittableRandom;

/** Fits the table by which most posts are passed over without being read for allegations. */
final class GateFit {
    private static final int EPOCHS = 6;
    private static final float RATE = 0.1f;
    private static final float PULL = 1e-3f;

    /** A step of the table, in log-odds. */
    private static final float STEP = 1 / 32f;

    private final float[] weights = new float[1 << DefamationModel.GATE_BITS];
    private final float[] squares = new float[weights.length];
    private float bias = -2;

    /**
     * A post.
     *
     * @param buckets of its words and pairs
     * @param alleges whether it is an allegation
     * @param weight how much it counts
     */
    @SuppressWarnings("ArrayRecordComponent") // a bundle of columns that nobody compares
    record Item(int[] buckets, boolean alleges, float weight) {
        static Item of(FoldedText text, boolean alleges, float weight) {
            int[] buckets = new int[2 * text.tokenCount];
            long before = 0;
            for (int token = 0; token < text.tokenCount; token++) {
                long hash = text.tokenHashes[token];
                buckets[2 * token] = Gate.word(hash);
                buckets[2 * token + 1] = Gate.pair(before, hash);
                before = hash;
            }
            return new Item(buckets, alleges, weight);
        }
    }

    void fit(List<Item> items, long seed) {
        int[] order = new int[items.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int i : order) {
                learn(items.get(i));
            }
        }
    }

    private void learn(Item item) {
        float z = bias;
        for (int bucket : item.buckets()) {
            z += weights[bucket];
        }
        float error = item.weight() * (LinearTrainer.logistic(z) - (item.alleges() ? 1 : 0));
        for (int bucket : item.buckets()) {
            float gradient = error + PULL * weights[bucket];
            squares[bucket] += gradient * gradient;
            weights[bucket] -= RATE * gradient / (float) StrictMath.sqrt(squares[bucket] + 1e-6f);
        }
    }

    /** The table. */
    byte[] table() {
        byte[] table = new byte[weights.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.max(-127, Math.min(127, Math.round(weights[i] / STEP)));
        }
        return table;
    }
}
