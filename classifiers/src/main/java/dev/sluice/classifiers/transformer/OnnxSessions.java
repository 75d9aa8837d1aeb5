package dev.sluice.classifiers.transformer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Opens ONNX Runtime sessions that use one core a call. */
public final class OnnxSessions {
    private OnnxSessions() {}

    /**
     * ONNX Runtime's environment, one per process.
     *
     * @throws IllegalStateException if it does not run on this platform
     */
    public static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not run on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch")
                            + "; it has libraries for Linux and Windows on x64, Linux and macOS on arm64",
                    e);
        }
    }

    /**
     * A session over a graph.
     *
     * @param name name of the file, for messages
     * @param graph bytes of the ONNX model
     * @throws IllegalArgumentException naming the file if ONNX Runtime refuses the graph
     */
    public static OrtSession open(String name, byte[] graph) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return environment.createSession(graph, options);
        } catch (OrtException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            throw new IllegalArgumentException(name + ": ONNX Runtime refuses the graph: " + reason, e);
        }
    }
}
