package dev.sluice.tuning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Runs a graph of the encoder over posts of one length. */
final class OnnxEncoder implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /**
     * An encoder.
     *
     * @param graph an ONNX model
     * @param threads how many threads one run may use
     */
    OnnxEncoder(byte[] graph, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            this.session = environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the graph: " + e.getMessage(), e);
        }
    }

    /**
     * The states that the graph gives out, for each post all its tokens.
     *
     * @param ids token ids, of the same number for each post
     * @return for each post a row for each token
     */
    float[][] states(long[][] ids) {
        long[][] ones = new long[ids.length][ids[0].length];
        for (long[] row : ones) {
            Arrays.fill(row, 1);
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[ids.length][ids[0].length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            FloatBuffer all = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] states = new float[ids.length][ids[0].length * E5.WIDTH];
            for (float[] state : states) {
                all.get(state);
            }
            return states;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to close: " + e.getMessage(), e);
        }
    }
}
