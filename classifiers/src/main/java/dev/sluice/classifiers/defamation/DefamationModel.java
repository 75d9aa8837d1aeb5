package dev.sluice.classifiers.defamation;

import dev.sluice.classifiers.linear.NgramFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What was learnt of allegations: weights for how a post is built, weights for its masked words, a small table by which
 * most posts are passed over at once, and a calibration. Immutable. In a file, big-endian: magic {@code SDEF}, format,
 * revision of the features, the numbers in the order of the constructor; the same model always gives the same bytes.
 */
public final class DefamationModel {
    /** 2^13 buckets for how a post is built. */
    public static final int STRUCTURE_BITS = 14;

    /** 2^17 buckets for words. */
    public static final int WORD_BITS = 17;

    /** 2^15 buckets for the gate. */
    public static final int GATE_BITS = 15;

    private static final int MAGIC = 0x53444546;
    private static final int FORMAT = 1;

    private final Weights weights;

    /**
     * The numbers of a model.
     *
     * @param bias log-odds of a post without features
     * @param structure weights of {@link DefamationFeatures#structure}
     * @param structureScale what a step of them stands for
     * @param words weights of {@link DefamationFeatures#words}
     * @param wordScale what a step of them stands for, before the division by the square root of their number
     * @param gate weights of the words of {@link Gate}
     * @param gateThreshold sum from which on the sieve looks at a post
     * @param sieve weights of {@link dev.sluice.classifiers.linear.NgramFeatures}, in 2^{@value #WORD_BITS} buckets
     * @param sieveScale what a step of them stands for, before the division by the square root of their number
     * @param sieveThreshold value from which on a post is read
     * @param slope factor of calibrated log-odds
     * @param intercept added to them
     */
    @SuppressWarnings("ArrayRecordComponent") // a bundle of tables that nobody compares
    public record Weights(
            float bias,
            byte[] structure,
            float structureScale,
            byte[] words,
            float wordScale,
            byte[] gate,
            int gateThreshold,
            byte[] sieve,
            float sieveScale,
            float sieveThreshold,
            float slope,
            float intercept) {}

    /** A model with these numbers. */
    public DefamationModel(Weights weights) {
        if (weights.structure().length != 1 << STRUCTURE_BITS
                || weights.words().length != 1 << WORD_BITS
                || weights.sieve().length != 1 << WORD_BITS
                || weights.gate().length != 1 << GATE_BITS) {
            throw new IllegalArgumentException("defamation model: tables of " + weights.structure().length + ", "
                    + weights.words().length + " and " + weights.gate().length + " weights; must be "
                    + (1 << STRUCTURE_BITS) + ", " + (1 << WORD_BITS) + " and " + (1 << GATE_BITS));
        }
        this.weights = weights;
    }

    /** Calibrated log-odds that a post is a possibly defamatory allegation. */
    public float logOdds(DefamationFeatures features) {
        return weights.slope() * raw(features) + weights.intercept();
    }

    /** Log-odds as they were learnt, not calibrated. */
    public float raw(DefamationFeatures features) {
        int built = 0;
        for (int hash : features.structure()) {
            built += weights.structure()[hash >>> Integer.SIZE - STRUCTURE_BITS];
        }
        int said = 0;
        int[] words = features.words();
        for (int hash : words) {
            said += weights.words()[hash >>> Integer.SIZE - WORD_BITS];
        }
        float norm = words.length == 0 ? 0 : (float) (1 / Math.sqrt(words.length));
        return weights.bias() + weights.structureScale() * built + weights.wordScale() * norm * said;
    }

    /** Whether a post with these features of its letters and words is worth reading. */
    boolean sieve(NgramFeatures features) {
        byte[] table = weights.sieve();
        int[] hashes = features.hashes();
        int count = features.count();
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += table[hashes[i] >>> Integer.SIZE - WORD_BITS];
        }
        float norm = count == 0 ? 0 : (float) (1 / Math.sqrt(count));
        return weights.sieveScale() * norm * sum >= weights.sieveThreshold();
    }

    byte[] gate() {
        return weights.gate();
    }

    int gateThreshold() {
        return weights.gateThreshold();
    }

    /** The bytes of its file. */
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 << WORD_BITS);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(DefamationFeatures.REVISION);
            out.writeFloat(weights.bias());
            out.write(weights.structure());
            out.writeFloat(weights.structureScale());
            out.write(weights.words());
            out.writeFloat(weights.wordScale());
            out.write(weights.gate());
            out.writeInt(weights.gateThreshold());
            out.write(weights.sieve());
            out.writeFloat(weights.sieveScale());
            out.writeFloat(weights.sieveThreshold());
            out.writeFloat(weights.slope());
            out.writeFloat(weights.intercept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The model in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static DefamationModel read(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            expect(name, "magic number", in.readInt(), MAGIC);
            expect(name, "format", in.readInt(), FORMAT);
            expect(name, "feature revision", in.readInt(), DefamationFeatures.REVISION);
            float bias = in.readFloat();
            byte[] structure = table(in, STRUCTURE_BITS);
            float structureScale = in.readFloat();
            byte[] words = table(in, WORD_BITS);
            float wordScale = in.readFloat();
            byte[] gate = table(in, GATE_BITS);
            int threshold = in.readInt();
            byte[] sieve = table(in, WORD_BITS);
            float sieveScale = in.readFloat();
            float sieveThreshold = in.readFloat();
            float slope = in.readFloat();
            float intercept = in.readFloat();
            if (in.read() != -1) {
                throw new IllegalArgumentException(name + ": bytes follow the last number");
            }
            return new DefamationModel(new Weights(
                    bias,
                    structure,
                    structureScale,
                    words,
                    wordScale,
                    gate,
                    threshold,
                    sieve,
                    sieveScale,
                    sieveThreshold,
                    slope,
                    intercept));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": ends before the last number", e);
        }
    }

    private static byte[] table(DataInputStream in, int bits) throws IOException {
        byte[] table = new byte[1 << bits];
        in.readFully(table);
        return table;
    }

    private static void expect(String name, String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + ": " + what + " is " + found + "; must be " + expected);
        }
    }
}
