package dev.sluice.classifiers.training;

import dev.sluice.classifiers.defamation.DefamationFeatures;
import dev.sluice.classifiers.defamation.DefamationModel;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Logistic regression over the features of posts, by AdaGrad (Duchi, Hazan and Singer, 2011) with a pull towards 0.
 * Deterministic: one thread, fixed order, StrictMath.
 */
final class DefamationFit {
    private static final int EPOCHS = 6;
    private static final float RATE = 0.08f;
    private static final float STRUCTURE_PULL = 2e-4f;
    private static final float WORD_PULL = 1e-5f;

    private final float[] structure = new float[1 << DefamationModel.STRUCTURE_BITS];
    private final float[] structureSquares = new float[structure.length];
    private final float[] words = new float[1 << DefamationModel.WORD_BITS];
    private final float[] wordSquares = new float[words.length];
    private float bias;
    private float biasSquares;

    /**
     * A post.
     *
     * @param structure features of how it is built
     * @param words features of its words
     * @param alleges whether it is an allegation
     * @param weight how much it counts
     */
    @SuppressWarnings("ArrayRecordComponent") // a bundle of columns that nobody compares
    record Item(int[] structure, int[] words, boolean alleges, float weight) {
        static Item of(DefamationFeatures features, boolean alleges, float weight) {
            return new Item(features.structure(), features.words(), alleges, weight);
        }
    }

    /** Fits to these posts. */
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

    /** Log-odds of a post, not calibrated. */
    float logit(Item item) {
        float z = bias;
        for (int hash : item.structure()) {
            z += structure[hash >>> Integer.SIZE - DefamationModel.STRUCTURE_BITS];
        }
        float said = 0;
        for (int hash : item.words()) {
            said += words[hash >>> Integer.SIZE - DefamationModel.WORD_BITS];
        }
        return z + said * norm(item);
    }

    private static float norm(Item item) {
        return item.words().length == 0 ? 0 : (float) (1 / StrictMath.sqrt(item.words().length));
    }

    private void learn(Item item) {
        float p = LinearTrainer.logistic(logit(item));
        float error = item.weight() * (p - (item.alleges() ? 1 : 0));
        biasSquares += error * error;
        bias -= RATE * error / (float) StrictMath.sqrt(biasSquares + 1e-6f);
        for (int hash : item.structure()) {
            step(
                    structure,
                    structureSquares,
                    hash >>> Integer.SIZE - DefamationModel.STRUCTURE_BITS,
                    error,
                    STRUCTURE_PULL);
        }
        float scaled = error * norm(item);
        for (int hash : item.words()) {
            step(words, wordSquares, hash >>> Integer.SIZE - DefamationModel.WORD_BITS, scaled, WORD_PULL);
        }
    }

    private static void step(float[] weights, float[] squares, int at, float error, float pull) {
        float gradient = error + pull * weights[at];
        squares[at] += gradient * gradient;
        weights[at] -= RATE * gradient / (float) StrictMath.sqrt(squares[at] + 1e-6f);
    }

    /** Log-odds of a post without features. */
    float bias() {
        return bias;
    }

    /** Weights of how a post is built. */
    float[] structure() {
        return structure;
    }

    /** Weights of words. */
    float[] words() {
        return words;
    }
}
