package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks the words of an abusive text that people would mark: logistic regression for each token over its characters, the
 * word and its neighbours. It explains and changes no score, and runs only where something is to be explained. Immutable.
 */
public final class WordMarker {
    /** The table has 2^16 buckets of one signed byte. */
    public static final int BITS = 16;

    private static final int MAGIC = 0x534D524B;
    private static final int FORMAT = 1;
    private static final int SHIFT = Integer.SIZE - BITS;
    private static final int LONGEST_WORD = 40;
    private static final int SIZES = 3;
    private static final int SHORTEST_GRAM = 3;
    private static final int WORD_FEATURES = 5;

    private final byte[] weights;
    private final float scale;
    private final float bias;

    /**
     * A marker.
     *
     * @param weights one per bucket
     * @param scale what a weight of 1 stands for, in log-odds
     * @param bias log-odds that a token without features is marked, less those from which on it is
     */
    public WordMarker(byte[] weights, float scale, float bias) {
        if (weights.length != 1 << BITS) {
            throw new IllegalArgumentException("marker: " + weights.length + " weights; must be " + (1 << BITS));
        }
        this.weights = weights.clone();
        this.scale = scale;
        this.bias = bias;
    }

    /** The tokens that it marks, in the order of the text; neighbours are joined. */
    public List<Span> mark(FoldedText text) {
        List<Span> spans = new ArrayList<>();
        int[] features = new int[mostFeatures()];
        int first = -1;
        for (int token = 0; token <= text.tokenCount; token++) {
            boolean marked = token < text.tokenCount && marked(text, token, features);
            if (marked && first < 0) {
                first = token;
            } else if (!marked && first >= 0) {
                spans.add(text.tokenSpan(first, token - 1));
                first = -1;
            }
        }
        return spans;
    }

    private boolean marked(FoldedText text, int token, int[] features) {
        int count = features(text, token, features);
        int sum = 0;
        for (int k = 0; k < count; k++) {
            sum += weights[features[k]];
        }
        return bias + scale * sum * norm(count) > 0;
    }

    /** What the sum of weights of so many features is multiplied by. */
    public static float norm(int count) {
        return (float) (1 / Math.sqrt(count));
    }

    /** The most features that a token has. */
    public static int mostFeatures() {
        return WORD_FEATURES + SIZES * (LONGEST_WORD + 2);
    }

    /**
     * The buckets of a token's features.
     *
     * @param into gets them
     * @return how many there are
     */
    public static int features(FoldedText text, int token, int[] into) {
        int word = hash(text, token);
        int before = hash(text, token - 1);
        int after = hash(text, token + 1);
        int count = 0;
        into[count++] = bucket(word * 0x9E3779B1 + 1);
        into[count++] = bucket(before * 0x85EBCA77 + 2);
        into[count++] = bucket(after * 0xC2B2AE3D + 3);
        into[count++] = bucket(before * 0x27D4EB2F + word * 0x165667B1 + 4);
        into[count++] = bucket(word * 0x1B873593 + after * 0x7FEB352D + 5);
        int start = text.tokenStarts[token] - 1;
        int end = Math.min(text.tokenEnds[token], start + LONGEST_WORD) + 1;
        for (int size = SHORTEST_GRAM; size < SHORTEST_GRAM + SIZES; size++) {
            for (int from = start; from + size <= end; from++) {
                int h = size;
                for (int i = from; i < from + size; i++) {
                    boolean inside = i >= text.tokenStarts[token] && i < text.tokenEnds[token];
                    h = h * 0x01000193 + (inside ? text.chars[i] : ' ');
                }
                into[count++] = bucket(h);
            }
        }
        return count;
    }

    private static int hash(FoldedText text, int token) {
        if (token < 0 || token >= text.tokenCount) {
            return 0;
        }
        long h = text.tokenHashes[token];
        return (int) (h ^ (h >>> 32));
    }

    private static int bucket(int h) {
        int x = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        x = (x ^ (x >>> 13)) * 0x297A2D39;
        return x >>> SHIFT;
    }

    /** The bytes of its file, big-endian: magic {@code SMRK}, format, scale, bias, one signed byte per bucket. */
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(weights.length + 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeFloat(scale);
            out.writeFloat(bias);
            out.write(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The marker in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static WordMarker read(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int magic = in.readInt();
            int format = in.readInt();
            if (magic != MAGIC || format != FORMAT) {
                throw new IllegalArgumentException(name + ": is no marker of format " + FORMAT);
            }
            float scale = in.readFloat();
            float bias = in.readFloat();
            return new WordMarker(in.readAllBytes(), scale, bias);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": ends before its weights", e);
        }
    }
}
