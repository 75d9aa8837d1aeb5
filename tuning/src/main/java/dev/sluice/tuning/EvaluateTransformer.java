package dev.sluice.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Judges the overlay that {@link TuneTransformer} wrote as it is run in use, over the int8 graph in ONNX Runtime, and
 * adds to {@code metrics.json} how it and the linear model rank the same posts, and how near its logits are to those
 * before quantisation.
 *
 * <p>A program of its own: ONNX Runtime and libtorch bring native libraries that need not meet in one process.
 */
public final class EvaluateTransformer {
    private EvaluateTransformer() {}

    /**
     * Runs it.
     *
     * @param args the folder of the data, the folder that holds the overlay, and optionally how the names of the
     *     sources to judge by begin
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: EvaluateTransformer DATA OUT [SOURCE]");
            System.exit(2);
        }
        DevSet dev = DevSet.read(Path.of(args[0]), TuneTransformer.LANGUAGE).atMost(TuneTransformer.DEV_POSTS);
        run(args.length == 3 ? dev.of(args[2]) : dev, Path.of(args[1]));
    }

    private static void run(DevSet dev, Path outDir) throws IOException {
        Overlay overlay = Overlay.read(outDir.resolve(TuneTransformer.OVERLAY));
        ObjectMapper json = new ObjectMapper();
        Path metrics = outDir.resolve(TuneTransformer.METRICS);
        ObjectNode figures =
                Files.exists(metrics) ? (ObjectNode) json.readTree(metrics.toFile()) : json.createObjectNode();
        float[][] logits = QuantizedScorer.logits(E5.quantized(), overlay, dev.rows(), 1);
        figures.set("int8", json.valueToTree(dev.auc(logits)));
        Path before = outDir.resolve(TuneTransformer.LOGITS);
        if (Files.exists(before)) {
            float[][] floats = LogitsFile.read(Files.readAllBytes(before), logits[0].length);
            if (floats.length == logits.length) {
                figures.set("correlation", json.valueToTree(Correlation.byCategory(floats, logits)));
            }
        }
        figures.set("linear", json.valueToTree(dev.auc(LinearBaseline.logits(dev.rows()))));
        json.writerWithDefaultPrettyPrinter().writeValue(metrics.toFile(), figures);
        System.out.println(figures.toPrettyString());
    }
}
