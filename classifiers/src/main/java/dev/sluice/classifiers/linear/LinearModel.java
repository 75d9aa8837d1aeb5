package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Category;
import java.util.List;

/**
 * The weights of one model: for each of 2^bits buckets and each label a signed byte, with one scale and one bias per
 * label. Immutable.
 *
 * <p>In memory the weights of a bucket lie in one long, each in a lane of {@value #LANE_BITS} bits with {@value
 * #OFFSET}
 * added, so that {@value #BLOCK} buckets can be added before a lane could overflow: one load and one addition score a
 * feature for all labels. 2^18 buckets take 2 MiB, about what a core's second-level cache holds.
 */
public final class LinearModel {
    /** The labels, in the order of logits. */
    public static final List<Category> LABELS =
            List.of(Category.ABUSE, Category.INSULT, Category.THREAT, Category.PROFANITY, Category.HATE);

    /** How many labels there are. */
    public static final int LABEL_COUNT = 5;

    private static final int LANE_BITS = 12;
    private static final int LANE_MASK = (1 << LANE_BITS) - 1;
    private static final int OFFSET = 128;
    private static final int BLOCK = (1 << LANE_BITS) / 256;

    private final int bits;
    private final int shift;
    private final long[] lanes;
    private final float[] scales;
    private final float[] biases;

    /**
     * A model.
     *
     * @param bits the table has 2^bits buckets, 10 to 24
     * @param weights for each label its weights, one per bucket
     * @param scales for each label what a weight of 1 stands for, in log-odds before the division by the length
     * @param biases for each label the log-odds of a text without features
     */
    public LinearModel(int bits, byte[][] weights, float[] scales, float[] biases) {
        if (bits < 10 || bits > 24) {
            throw new IllegalArgumentException("linear model: bits is " + bits + "; allowed: 10 to 24");
        }
        if (weights.length != LABEL_COUNT || scales.length != LABEL_COUNT || biases.length != LABEL_COUNT) {
            throw new IllegalArgumentException("linear model: " + weights.length + " tables, " + scales.length
                    + " scales, " + biases.length + " biases; each must be " + LABEL_COUNT);
        }
        this.bits = bits;
        this.shift = Integer.SIZE - bits;
        this.scales = scales.clone();
        this.biases = biases.clone();
        this.lanes = new long[1 << bits];
        for (int label = 0; label < LABEL_COUNT; label++) {
            if (weights[label].length != lanes.length) {
                throw new IllegalArgumentException(
                        "linear model: table of label " + LABELS.get(label).id() + " has " + weights[label].length
                                + " weights; must be " + lanes.length);
            }
            for (int bucket = 0; bucket < lanes.length; bucket++) {
                lanes[bucket] |= (long) (weights[label][bucket] + OFFSET) << (label * LANE_BITS);
            }
        }
    }

    /** The table has 2^bits buckets. */
    public int bits() {
        return bits;
    }

    /** The factor by which the sum of weights of a text with this many features is multiplied. */
    public static float norm(int features) {
        return features == 0 ? 0 : (float) (1 / Math.sqrt(features));
    }

    /**
     * Log-odds of every label, not calibrated.
     *
     * @param features features of the text
     * @param logits gets one value per label, in the order of {@link #LABELS}
     */
    public void logits(NgramFeatures features, float[] logits) {
        int[] hashes = features.hashes();
        int count = features.count();
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        int s4 = 0;
        for (int from = 0; from < count; from += BLOCK) {
            int to = Math.min(from + BLOCK, count);
            long sum = 0;
            for (int k = from; k < to; k++) {
                sum += lanes[hashes[k] >>> shift];
            }
            s0 += (int) sum & LANE_MASK;
            s1 += (int) (sum >>> LANE_BITS) & LANE_MASK;
            s2 += (int) (sum >>> 2 * LANE_BITS) & LANE_MASK;
            s3 += (int) (sum >>> 3 * LANE_BITS) & LANE_MASK;
            s4 += (int) (sum >>> 4 * LANE_BITS) & LANE_MASK;
        }
        int offset = OFFSET * count;
        float norm = norm(count);
        logits[0] = biases[0] + scales[0] * norm * (s0 - offset);
        logits[1] = biases[1] + scales[1] * norm * (s1 - offset);
        logits[2] = biases[2] + scales[2] * norm * (s2 - offset);
        logits[3] = biases[3] + scales[3] * norm * (s3 - offset);
        logits[4] = biases[4] + scales[4] * norm * (s4 - offset);
    }

    /** The weight of one feature for one label, as stored. */
    int weight(int hash, int label) {
        return weightAt(hash >>> shift, label);
    }

    /** The weight of one bucket for one label, as stored. */
    int weightAt(int bucket, int label) {
        return ((int) (lanes[bucket] >>> (label * LANE_BITS)) & LANE_MASK) - OFFSET;
    }

    /** What a stored weight of 1 stands for. */
    float scale(int label) {
        return scales[label];
    }

    /** The log-odds of a text without features. */
    float bias(int label) {
        return biases[label];
    }
}
