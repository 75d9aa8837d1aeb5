package dev.sluice.tuning;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model as far as fine-tuning needs it: the initializers, and which of them each node takes. Fields are those
 * of {@code onnx.proto3}, read and written by number so that no generated code is needed; everything else in the file
 * is passed on byte for byte.
 */
public final class OnnxModel {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;

    private final byte[] model;
    private final byte[] graph;
    private final Map<String, Initializer> initializers = new HashMap<>();
    private final Map<String, List<String>> inputsOfNode = new HashMap<>();

    private OnnxModel(byte[] model) throws IOException {
        this.model = model;
        byte[] found = null;
        CodedInputStream in = CodedInputStream.newInstance(model);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
                found = in.readByteArray();
            } else {
                in.skipField(tag);
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("ONNX model has no graph");
        }
        this.graph = found;
        readGraph();
    }

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException if the bytes are no ONNX model
     */
    public static OnnxModel read(byte[] bytes) {
        try {
            return new OnnxModel(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private void readGraph() throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(graph);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case GRAPH_NODE -> readNode(in.readByteArray());
                case GRAPH_INITIALIZER -> {
                    Initializer read = TensorProto.read(in.readByteArray());
                    initializers.put(read.name(), read);
                }
                default -> in.skipField(tag);
            }
        }
    }

    private void readNode(byte[] node) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(node);
        List<String> inputs = new ArrayList<>();
        String name = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> inputs.add(in.readString());
                case 3 -> name = in.readString();
                default -> in.skipField(tag);
            }
        }
        inputsOfNode.put(name, inputs);
    }

    /**
     * The initializer of this name.
     *
     * @throws IllegalArgumentException naming it if there is none
     */
    public Initializer initializer(String name) {
        Initializer found = initializers.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the graph has no initializer '" + name + "'");
        }
        return found;
    }

    /**
     * The name of the initializer that a node multiplies by: exporters name transposed weights after nothing.
     *
     * @param node name of a MatMul node
     * @throws IllegalArgumentException naming the node if there is none, or if its second input is no initializer
     */
    public String weightOf(String node) {
        List<String> inputs = inputsOfNode.get(node);
        if (inputs == null || inputs.size() < 2) {
            throw new IllegalArgumentException("the graph has no node '" + node + "' of two inputs");
        }
        return initializer(inputs.get(1)).name();
    }

    /**
     * The model with other initializers in the place of those of the same names.
     *
     * @throws IllegalArgumentException naming an initializer that the graph does not have, or whose type or dimensions
     *     are others
     */
    public byte[] with(List<Initializer> replacements) {
        Map<String, Initializer> byName = new HashMap<>();
        for (Initializer each : replacements) {
            Initializer old = initializer(each.name());
            if (old.type() != each.type() || !old.dims().equals(each.dims())) {
                throw new IllegalArgumentException("initializer '" + each.name() + "' is of type " + each.type() + " "
                        + each.dims() + "; the graph has type " + old.type() + " " + old.dims());
            }
            byName.put(each.name(), each);
        }
        return rewrite(byName);
    }

    private byte[] rewrite(Map<String, Initializer> replacements) {
        try {
            byte[] newGraph = rewriteGraph(replacements);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(newGraph.length + 1024);
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            copy(model, MODEL_GRAPH, out);
            out.writeByteArray(MODEL_GRAPH, newGraph);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] rewriteGraph(Map<String, Initializer> replacements) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(graph.length + 1024);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        CodedInputStream in = CodedInputStream.newInstance(graph);
        int from = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            Initializer replacement = null;
            if (field == GRAPH_INITIALIZER) {
                replacement =
                        replacements.get(TensorProto.read(in.readByteArray()).name());
            } else {
                in.skipField(tag);
            }
            int to = in.getTotalBytesRead();
            if (replacement != null) {
                out.writeByteArray(GRAPH_INITIALIZER, TensorProto.write(replacement));
            } else {
                out.writeRawBytes(graph, from, to - from);
            }
            from = to;
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static void copy(byte[] message, int without, CodedOutputStream out) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        int from = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            in.skipField(tag);
            int to = in.getTotalBytesRead();
            if (WireFormat.getTagFieldNumber(tag) != without) {
                out.writeRawBytes(message, from, to - from);
            }
            from = to;
        }
    }
}
