package dev.sluice.classifiers.plugin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.transformer.OnnxSessions;
import dev.sluice.classifiers.transformer.WordPiece;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A text classifier as an ONNX graph. Its memory outside the heap is freed once nobody refers to it. */
final class OnnxScorer implements LabelScorer {
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");
    private static final Cleaner CLEANER = Cleaner.create();

    private final OrtSession session;
    private final WordPiece wordPiece;
    private final int maxTokens;
    private final List<String> labels;
    private final Activation activation;

    /** What turns the graph's values into probabilities. */
    enum Activation {
        SOFTMAX,
        SIGMOID,
        NONE
    }

    private OnnxScorer(
            OrtSession session, WordPiece wordPiece, int maxTokens, List<String> labels, Activation activation) {
        this.session = session;
        this.wordPiece = wordPiece;
        this.maxTokens = maxTokens;
        this.labels = List.copyOf(labels);
        this.activation = activation;
    }

    /**
     * A scorer over a graph, tried on a word.
     *
     * @throws IllegalArgumentException saying in one line how the graph is not what the manifest says
     */
    static OnnxScorer open(
            byte[] graph, WordPiece wordPiece, int maxTokens, List<String> labels, Activation activation) {
        OrtSession session = OnnxSessions.open("file 'model'", graph);
        try {
            for (String input : session.getInputNames()) {
                if (!INPUTS.contains(input)) {
                    throw new IllegalArgumentException("file 'model': input '" + input
                            + "' is not supported; allowed: attention_mask, input_ids, token_type_ids");
                }
            }
            OnnxScorer scorer = new OnnxScorer(session, wordPiece, maxTokens, labels, activation);
            scorer.values("hello", 1);
            CLEANER.register(scorer, () -> close(session));
            return scorer;
        } catch (RuntimeException e) {
            close(session);
            throw e;
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close with code " + e.getCode(), e);
        }
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public double[] score(FoldedText text) {
        float[] values = values(text.original, Folder.MAX_CODE_POINTS);
        double[] scores = new double[values.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            highest = Math.max(highest, value);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = switch (activation) {
                case SOFTMAX -> Math.exp(values[i] - highest);
                case SIGMOID -> 1 / (1 + Math.exp(-values[i]));
                case NONE -> values[i];
            };
            sum += scores[i];
        }
        for (int i = 0; activation == Activation.SOFTMAX && i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    private float[] values(String text, int mostCodePoints) {
        int[] tokens = wordPiece.framed(wordPiece.encode(text, mostCodePoints, maxTokens - 2));
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, long[]> columns =
                Map.of("input_ids", ids, "attention_mask", ones, "token_type_ids", new long[ids.length]);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String input : session.getInputNames()) {
                inputs.put(
                        input,
                        OnnxTensor.createTensor(
                                OnnxSessions.environment(),
                                LongBuffer.wrap(columns.getOrDefault(input, ids)),
                                new long[] {1, ids.length}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return floats(result);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("file 'model': ONNX Runtime failed with code " + e.getCode(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
            Reference.reachabilityFence(this);
        }
    }

    private float[] floats(OrtSession.Result result) {
        if (!(result.get(0) instanceof OnnxTensor tensor) || tensor.getFloatBuffer() == null) {
            throw new IllegalArgumentException("file 'model': the first output is no tensor of floating point");
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer.remaining() != labels.size()) {
            throw new IllegalArgumentException("file 'model': the first output has " + buffer.remaining()
                    + " values; 'outputs' lists " + labels.size());
        }
        float[] values = new float[labels.size()];
        buffer.get(values);
        return values;
    }
}
