package dev.sluice.classifiers.transformer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The encoder with its head: token ids in, one logit per category out. Each call uses one core, so that a lane's threads
 * are what it costs; safe for use by many threads at once.
 *
 * <p>Windows are run one by one. In a batch the byte-quantised graph scales the activations of all rows by their common
 * range, so that a post's logits would depend on the posts beside it (by 7% of their spread, with eight of about the same
 * length), for a sixth less time at 24 to 64 tokens and none at more. A post must get the same answer in any company.
 */
public final class TransformerModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ClassificationHead head;
    private final TextEncoder encoder;
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private TransformerModel(
            OrtEnvironment environment, OrtSession session, ClassificationHead head, TextEncoder encoder) {
        this.environment = environment;
        this.session = session;
        this.head = head;
        this.encoder = encoder;
    }

    /**
     * Loads the encoder from the class path with the weights of an overlay; takes about a second and 100 MB.
     *
     * @param name name of the overlay's file, for messages
     * @param overlay its bytes
     * @throws IllegalArgumentException naming the file and what is wrong with it
     * @throws IllegalStateException if ONNX Runtime does not run on this platform
     */
    public static TransformerModel load(String name, byte[] overlay) {
        TransformerOverlay weights = TransformerOverlay.read(name, overlay);
        ClassificationHead head = ClassificationHead.of(name, weights);
        Map<String, Tensor> replacements = new LinkedHashMap<>(weights.tensors());
        replacements.remove(TransformerOverlay.HEAD_WEIGHT);
        replacements.remove(TransformerOverlay.HEAD_BIAS);
        byte[] graph = OnnxGraphPatch.apply(EncoderFiles.graphName(), EncoderFiles.graph(), replacements);
        TextEncoder encoder = new TextEncoder(EncoderFiles.vocabulary());
        OrtEnvironment environment = OnnxSessions.environment();
        return new TransformerModel(environment, OnnxSessions.open(name, graph), head, encoder);
    }

    /** What turns texts into its tokens. */
    TextEncoder encoder() {
        return encoder;
    }

    /**
     * Logits of texts, in the order of abuse, insult, threat, profanity, hate and defamation; of a long text the highest
     * of its windows. For training and evaluation.
     *
     * @param texts any texts; one in which nothing can be read gets zeros
     * @return for each text its logits
     */
    public float[][] logitsOf(List<String> texts) {
        float[][] result = new float[texts.size()][ClassificationHead.LABELS.size()];
        for (int i = 0; i < result.length; i++) {
            List<Pieces> windows = encoder.windows(texts.get(i)).windows();
            for (int w = 0; w < windows.size(); w++) {
                float[] logits = read(encoder.tokens(windows.get(w))).logits();
                for (int label = 0; label < result[i].length; label++) {
                    result[i][label] = w == 0 ? logits[label] : Math.max(result[i][label], logits[label]);
                }
            }
        }
        return result;
    }

    /**
     * Reads a framed window.
     *
     * @param window token ids, at most {@link TextEncoder#WINDOW}
     * @throws IllegalStateException if it is closed or ONNX Runtime fails
     */
    ClassificationHead.Reading read(int[] window) {
        if (window.length > TextEncoder.WINDOW) {
            throw new IllegalArgumentException(
                    "transformer: a window has " + window.length + " tokens; allowed: up to " + TextEncoder.WINDOW);
        }
        long[] ids = new long[window.length];
        long[] mask = new long[window.length];
        for (int k = 0; k < window.length; k++) {
            ids[k] = window[k];
            mask[k] = 1;
        }
        long[] shape = {1, window.length};
        closing.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("transformer: is closed");
            }
            try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                    OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                    OnnxTensor types =
                            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                    OrtSession.Result result = session.run(
                            Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", types))) {
                FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
                return head.read(states, window.length);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("transformer: ONNX Runtime failed with code " + e.getCode(), e);
        } finally {
            closing.readLock().unlock();
        }
    }

    /** Waits for calls under way, then frees the model; later calls fail. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("transformer: ONNX Runtime cannot close with code " + e.getCode(), e);
        } finally {
            closing.writeLock().unlock();
        }
    }
}
