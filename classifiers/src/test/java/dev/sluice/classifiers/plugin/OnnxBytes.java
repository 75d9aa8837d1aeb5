package dev.sluice.classifiers.plugin;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a tiny ONNX model: the mean over a text's tokens of one row of a table per token. */
final class OnnxBytes {
    private OnnxBytes() {}

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        body.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** A model whose table has this many columns, one per label. */
    static byte[] meanOfRows(String input, float[] table, int columns) throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(table.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(table);
        byte[] tensor = message(out -> {
            out.writeInt64(1, table.length / columns);
            out.writeInt64(1, columns);
            out.writeInt32(2, 1);
            out.writeString(8, "table");
            out.writeByteArray(9, raw.array());
        });
        byte[] graph = message(out -> {
            out.writeByteArray(1, node("Gather", "rows", new byte[0], "table", input));
            out.writeByteArray(1, node("ReduceMean", "logits", reduceAttributes(), "rows"));
            out.writeString(2, "tiny");
            out.writeByteArray(5, tensor);
            out.writeByteArray(11, value(input, 7, "batch", "length"));
            out.writeByteArray(12, value("logits", 1, "batch", "labels"));
        });
        return message(out -> {
            out.writeInt64(1, 6);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, message(opset -> opset.writeInt64(2, 11)));
        });
    }

    private static byte[] node(String operator, String output, byte[] attributes, String... inputs) throws IOException {
        return message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(4, operator);
            out.writeRawBytes(attributes);
        });
    }

    private static byte[] reduceAttributes() throws IOException {
        return message(out -> {
            out.writeByteArray(5, message(attribute -> {
                attribute.writeString(1, "axes");
                attribute.writeInt64(8, 1);
                attribute.writeInt32(20, 7);
            }));
            out.writeByteArray(5, message(attribute -> {
                attribute.writeString(1, "keepdims");
                attribute.writeInt64(3, 0);
                attribute.writeInt32(20, 2);
            }));
        });
    }

    private static byte[] value(String name, int type, String... dimensions) throws IOException {
        byte[] shape = message(out -> {
            for (String dimension : dimensions) {
                out.writeByteArray(1, message(named -> named.writeString(2, dimension)));
            }
        });
        byte[] tensorType = message(out -> {
            out.writeInt32(1, type);
            out.writeByteArray(2, shape);
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, message(typed -> typed.writeByteArray(1, tensorType)));
        });
    }

    /** A tokenizer with the words "good" and "bad" as its rows 5 and 6. */
    static byte[] tokenizer() {
        return """
                {"normalizer": {"type": "BertNormalizer", "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]",
                   "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "good": 5, "bad": 6}}}
                """.getBytes(StandardCharsets.UTF_8);
    }
}
