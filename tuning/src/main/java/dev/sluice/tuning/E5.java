package dev.sluice.tuning;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The encoder that is fine-tuned: e5-small-v2 (MIT; Wang et al., "Text Embeddings by Weakly-Supervised Contrastive
 * Pre-training", 2022), as LangChain4j packs it: graph, weights and tokenizer lie in its jars.
 */
final class E5 {
    static final int LAYERS = 12;
    static final int WIDTH = 384;
    static final int HEADS = 12;
    static final int INNER = 1536;
    static final double EPSILON = 1e-12;

    private static final String PLAIN = "/e5-small-v2.onnx";
    private static final String QUANTIZED = "/e5-small-v2-q.onnx";

    private E5() {}

    /** The graph with its weights as its authors published them. */
    static OnnxModel plain() throws IOException {
        return OnnxModel.read(resource(PLAIN));
    }

    /** The graph with weights of signed bytes, the one that is run. */
    static OnnxModel quantized() throws IOException {
        return OnnxModel.read(resource(QUANTIZED));
    }

    /** What {@code layer} gives out, as the graphs name it. */
    static String outputOf(int layer) {
        return "/encoder/layer." + layer + "/output/LayerNorm/Add_1_output_0";
    }

    /** The nodes of a layer that multiply by a matrix: query, key, value, attention output, inner, outer. */
    static List<String> matricesOf(int layer) {
        String at = "/encoder/layer." + layer;
        return List.of(
                at + "/attention/self/query/MatMul",
                at + "/attention/self/key/MatMul",
                at + "/attention/self/value/MatMul",
                at + "/attention/output/dense/MatMul",
                at + "/intermediate/dense/MatMul",
                at + "/output/dense/MatMul");
    }

    /** The other initializers of a layer: biases in the order of the matrices, then weight and bias of both norms. */
    static List<String> vectorsOf(int layer) {
        String at = "encoder.layer." + layer;
        return List.of(
                at + ".attention.self.query.bias",
                at + ".attention.self.key.bias",
                at + ".attention.self.value.bias",
                at + ".attention.output.dense.bias",
                at + ".intermediate.dense.bias",
                at + ".output.dense.bias",
                at + ".attention.output.LayerNorm.weight",
                at + ".attention.output.LayerNorm.bias",
                at + ".output.LayerNorm.weight",
                at + ".output.LayerNorm.bias");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = E5.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is not on the class path");
        }
        return in;
    }
}
