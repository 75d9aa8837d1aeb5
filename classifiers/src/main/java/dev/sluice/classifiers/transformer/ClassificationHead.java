package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The layer that turns the mean of a text's token states into one logit per category. Immutable. */
final class ClassificationHead {
    /** The categories, in the order of logits. */
    static final List<Category> LABELS = List.of(
            Category.ABUSE, Category.INSULT, Category.THREAT, Category.PROFANITY, Category.HATE, Category.DEFAMATION);

    /** Width of a token's state in e5-small. */
    static final int WIDTH = 384;

    private final float[] weights;
    private final float[] biases;

    private ClassificationHead(float[] weights, float[] biases) {
        this.weights = weights;
        this.biases = biases;
    }

    /**
     * The head in an overlay.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    static ClassificationHead of(String name, TransformerOverlay overlay) {
        return new ClassificationHead(
                floats(name, overlay, TransformerOverlay.HEAD_WEIGHT, LABELS.size(), WIDTH),
                floats(name, overlay, TransformerOverlay.HEAD_BIAS, LABELS.size()));
    }

    private static float[] floats(String name, TransformerOverlay overlay, String entry, int... shape) {
        Tensor tensor = overlay.tensors().get(entry);
        if (tensor == null) {
            throw new IllegalArgumentException(name + ": has no entry '" + entry + "'");
        }
        if (tensor.type() != Tensor.FLOAT || !Arrays.equals(tensor.dimensions(), shape)) {
            throw new IllegalArgumentException(name + ": entry '" + entry + "' is " + tensor
                    + "; must be of type 1 and " + Arrays.toString(shape));
        }
        FloatBuffer values =
                ByteBuffer.wrap(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        for (float value : floats) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(name + ": entry '" + entry + "' has a value that is not finite");
            }
        }
        return floats;
    }

    /**
     * Reads one text.
     *
     * @param states states of its tokens, one after the other
     * @param tokens how many there are
     */
    Reading read(FloatBuffer states, int tokens) {
        float[] logits = biases.clone();
        float[][] shares = new float[tokens][logits.length];
        float[] state = new float[WIDTH];
        for (int token = 0; token < tokens; token++) {
            states.get(token * WIDTH, state);
            for (int label = 0; label < logits.length; label++) {
                double sum = 0;
                for (int k = 0; k < WIDTH; k++) {
                    sum += (double) weights[label * WIDTH + k] * state[k];
                }
                shares[token][label] = (float) (sum / tokens);
                logits[label] += shares[token][label];
            }
        }
        return new Reading(logits, shares);
    }

    /**
     * What the model says about one window.
     *
     * @param logits one per category
     * @param shares what each token's state adds to them; a state knows its neighbours, so that this hints at the words that
     *     matter and no more
     */
    @SuppressWarnings("ArrayRecordComponent") // columns that nobody compares
    record Reading(float[] logits, float[][] shares) {}
}
