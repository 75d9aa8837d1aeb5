package dev.sluice.classifiers.transformer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.sluice.classifiers.transformer.TransformerOverlay.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces initialisers of an ONNX model and leaves every other byte as it is. Field numbers are those of onnx.proto: the
 * model's graph 7, the graph's initialiser 5, and of a tensor its dimensions 1, data type 2, name 8 and raw data 9.
 */
public final class OnnxGraphPatch {
    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int DIMENSIONS = 1;
    private static final int DATA_TYPE = 2;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;

    private final String name;
    private final byte[] model;
    private final Map<String, Tensor> replacements;
    private final Set<String> replaced = new HashSet<>();

    private OnnxGraphPatch(String name, byte[] model, Map<String, Tensor> replacements) {
        this.name = name;
        this.model = model;
        this.replacements = replacements;
    }

    /**
     * A model with other values.
     *
     * @param name name of the model, for messages
     * @param model its bytes
     * @param replacements name of an initialiser to its new values
     * @throws IllegalArgumentException if the bytes are no ONNX model, or it has no initialiser of some name
     */
    public static byte[] apply(String name, byte[] model, Map<String, Tensor> replacements) {
        OnnxGraphPatch patch = new OnnxGraphPatch(name, model, replacements);
        byte[] patched;
        try {
            patched = patch.model();
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": is no ONNX model", e);
        }
        Set<String> missing = new TreeSet<>(replacements.keySet());
        missing.removeAll(patch.replaced);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(name + ": has no initialiser '"
                    + missing.iterator().next() + "' to replace, nor " + (missing.size() - 1) + " others");
        }
        return patched;
    }

    private byte[] model() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(model.length + model.length / 8);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        CodedInputStream in = CodedInputStream.newInstance(model);
        int start = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, GRAPH)) {
                out.writeByteArray(GRAPH, graph(message(in, 0)));
            } else {
                in.skipField(tag);
                out.writeRawBytes(model, start, in.getTotalBytesRead() - start);
            }
            start = in.getTotalBytesRead();
        }
        out.flush();
        return bytes.toByteArray();
    }

    private byte[] graph(Range range) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(range.length() + range.length() / 8);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        CodedInputStream in = range.open(model);
        int start = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Tensor replacement = null;
            if (isMessage(tag, INITIALIZER)) {
                String tensor = nameOf(message(in, range.offset()));
                replacement = replacements.get(tensor);
                if (replacement != null) {
                    replaced.add(tensor);
                    out.writeByteArray(INITIALIZER, tensor(tensor, replacement));
                }
            } else {
                in.skipField(tag);
            }
            if (replacement == null) {
                out.writeRawBytes(model, range.offset() + start, in.getTotalBytesRead() - start);
            }
            start = in.getTotalBytesRead();
        }
        out.flush();
        return bytes.toByteArray();
    }

    /** A part of the model's bytes. */
    private record Range(int offset, int length) {
        CodedInputStream open(byte[] bytes) {
            return CodedInputStream.newInstance(bytes, offset, length);
        }
    }

    private static boolean isMessage(int tag, int field) {
        return WireFormat.getTagFieldNumber(tag) == field
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** The message whose tag has just been read; skips it. */
    private static Range message(CodedInputStream in, int offset) throws IOException {
        int length = in.readRawVarint32();
        Range range = new Range(offset + in.getTotalBytesRead(), length);
        in.skipRawBytes(length);
        return range;
    }

    private String nameOf(Range range) throws IOException {
        CodedInputStream in = range.open(model);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (isMessage(tag, NAME)) {
                return in.readStringRequireUtf8();
            }
            in.skipField(tag);
        }
        return "";
    }

    private static byte[] tensor(String name, Tensor tensor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tensor.bytes().length + 256);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int dimension : tensor.dimensions()) {
            out.writeInt64(DIMENSIONS, dimension);
        }
        out.writeInt32(DATA_TYPE, tensor.type());
        out.writeString(NAME, name);
        out.writeByteArray(RAW_DATA, tensor.bytes());
        out.flush();
        return bytes.toByteArray();
    }
}
