package dev.sluice.classifiers.training;

import dev.sluice.classifiers.linear.LinearModel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Logistic regression for all labels at once by AdaGrad (Duchi, Hazan and Singer, 2011) with L2 regularisation. Each
 * source has a bias per label that is learnt and then thrown away, so that a source with many positives does not
 * teach that
 * its style is harmful. One thread and a fixed order: the same examples give the same weights, bit for bit.
 */
final class LinearTrainer {
    private static final int LABELS = LinearModel.LABEL_COUNT;
    private static final float START = 1e-4f;
    private static final int OUTLIERS = 5000;

    private final TrainingSettings settings;
    private final int shift;
    private final float[] weights;
    private final float[] squares;
    private final float[] bias = new float[LABELS];
    private final float[] biasSquares = new float[LABELS];
    private final float[] sourceBias;
    private final float[] sourceSquares;
    private final float[] logits = new float[LABELS];

    LinearTrainer(TrainingSettings settings, int sources) {
        this.settings = settings;
        this.shift = Integer.SIZE - settings.bits();
        this.weights = new float[LABELS << settings.bits()];
        this.squares = new float[LABELS << settings.bits()];
        Arrays.fill(squares, START);
        Arrays.fill(biasSquares, START);
        this.sourceBias = new float[sources * LABELS];
        this.sourceSquares = new float[sources * LABELS];
        Arrays.fill(sourceSquares, START);
    }

    /** Goes over the examples once, in an order that the seed and the epoch fix. */
    void epoch(List<Example> examples, int epoch) {
        int[] order = new int[examples.size()];
        Arrays.setAll(order, i -> i);
        shuffle(order, new Random(settings.seed() * 31 + epoch));
        for (int index : order) {
            step(examples.get(index));
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private void step(Example example) {
        logits(example.features(), logits);
        float norm = LinearModel.norm(example.features().length);
        for (int label = 0; label < LABELS; label++) {
            float weight = example.weights()[label];
            if (weight == 0) {
                continue;
            }
            int own = example.source() * LABELS + label;
            float p = logistic(logits[label] + sourceBias[own]);
            float gradient = (p - example.labels()[label]) * weight;
            biasSquares[label] += gradient * gradient;
            bias[label] -= settings.rate() * gradient / root(biasSquares[label]);
            float ownGradient = gradient + settings.sourceL2() * sourceBias[own];
            sourceSquares[own] += ownGradient * ownGradient;
            sourceBias[own] -= settings.rate() * ownGradient / root(sourceSquares[own]);
            update(example.features(), label, gradient * norm);
        }
    }

    private void update(int[] features, int label, float gradient) {
        float l2 = settings.l2();
        float rate = settings.rate();
        for (int feature : features) {
            int i = (feature >>> shift) * LABELS + label;
            float g = gradient + l2 * weights[i];
            squares[i] += g * g;
            weights[i] -= rate * g / root(squares[i]);
        }
    }

    /** Log-odds of all labels, without the bias of any source. */
    void logits(int[] features, float[] into) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        for (int feature : features) {
            int i = (feature >>> shift) * LABELS;
            s0 += weights[i];
            s1 += weights[i + 1];
            s2 += weights[i + 2];
            s3 += weights[i + 3];
            s4 += weights[i + 4];
        }
        float norm = LinearModel.norm(features.length);
        into[0] = bias[0] + norm * s0;
        into[1] = bias[1] + norm * s1;
        into[2] = bias[2] + norm * s2;
        into[3] = bias[3] + norm * s3;
        into[4] = bias[4] + norm * s4;
    }

    /** The model as it ships: weights rounded to signed bytes. */
    LinearModel quantised() {
        int buckets = 1 << settings.bits();
        byte[][] tables = new byte[LABELS][buckets];
        float[] scales = new float[LABELS];
        for (int label = 0; label < LABELS; label++) {
            float largest = largest(label, buckets);
            scales[label] = largest == 0 ? 1 : largest / Byte.MAX_VALUE;
            for (int bucket = 0; bucket < buckets; bucket++) {
                float steps = weights[bucket * LABELS + label] / scales[label];
                tables[label][bucket] = (byte) Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, Math.round(steps)));
            }
        }
        return new LinearModel(settings.bits(), tables, scales, bias);
    }

    /** The largest weight that is not an outlier: one in {@value #OUTLIERS} may lie beyond and is cut. */
    private float largest(int label, int buckets) {
        float[] sizes = new float[buckets];
        for (int bucket = 0; bucket < buckets; bucket++) {
            sizes[bucket] = Math.abs(weights[bucket * LABELS + label]);
        }
        Arrays.sort(sizes);
        return sizes[buckets - 1 - buckets / OUTLIERS];
    }

    private static float root(float value) {
        return (float) Math.sqrt(value);
    }

    /** StrictMath: the same on every platform. */
    static float logistic(float logOdds) {
        return (float) (1 / (1 + StrictMath.exp(-logOdds)));
    }
}
