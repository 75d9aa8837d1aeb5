package dev.sluice.classifiers.transformer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of fine-tuned weights, big-endian: magic {@code SLT1}, number of entries, then for each entry its name, ONNX
 * data type, rank, dimensions, number of bytes, and the values as little-endian bytes, as ONNX itself stores them. Names
 * are those of the graph's initialisers, and {@value #HEAD_WEIGHT} and {@value #HEAD_BIAS} for the layer on top of it.
 *
 * @param tensors name to values, in the order of the file
 */
public record TransformerOverlay(Map<String, Tensor> tensors) {
    /** Name of the weights of the last layer, one row per category. */
    public static final String HEAD_WEIGHT = "head.weight";

    /** Name of the biases of the last layer, one per category. */
    public static final String HEAD_BIAS = "head.bias";

    private static final int MAGIC = 0x534C5431;
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_DIMENSIONS = 8;

    /** Keeps the order. */
    public TransformerOverlay {
        tensors = new LinkedHashMap<>(tensors);
    }

    /**
     * Values of one initialiser.
     *
     * @param type ONNX data type: 1 float, 2 unsigned byte, 3 signed byte
     * @param dimensions its shape; empty for a scalar
     * @param bytes the values, little-endian
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Tensor(int type, int[] dimensions, byte[] bytes) {
        /** ONNX's code for 32-bit floating point. */
        public static final int FLOAT = 1;

        /** Bytes of one value of an ONNX data type; 0 for a type that is not supported. */
        static int width(int type) {
            return switch (type) {
                case FLOAT -> Float.BYTES;
                case 2, 3 -> 1;
                default -> 0;
            };
        }

        /** Prints the shape. */
        @Override
        public String toString() {
            return "Tensor[type " + type + ", " + Arrays.toString(dimensions) + "]";
        }
    }

    /**
     * The overlay in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static TransformerOverlay read(String name, byte[] bytes) {
        ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
        try (DataInputStream in = new DataInputStream(rest)) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new IllegalArgumentException(name + ": magic number is " + Integer.toHexString(magic)
                        + "; must be " + Integer.toHexString(MAGIC));
            }
            int count = bounded(name, "number of entries", in.readInt(), 1, MOST_ENTRIES);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String entry = in.readUTF();
                if (tensors.put(entry, tensor(name, entry, in, rest)) != null) {
                    throw new IllegalArgumentException(name + ": entry '" + entry + "' is there twice");
                }
            }
            if (rest.available() > 0) {
                throw new IllegalArgumentException(name + ": " + rest.available() + " bytes follow the last entry");
            }
            return new TransformerOverlay(tensors);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": ends before the last entry", e);
        }
    }

    private static Tensor tensor(String name, String entry, DataInputStream in, ByteArrayInputStream rest)
            throws IOException {
        String which = "entry '" + entry + "'";
        int type = in.readInt();
        int width = Tensor.width(type);
        if (width == 0) {
            throw new IllegalArgumentException(
                    name + ": " + which + " has data type " + type + "; allowed: 1, 2, 3 (float, uint8, int8)");
        }
        int[] dimensions = new int[bounded(name, which + " rank", in.readInt(), 0, MOST_DIMENSIONS)];
        long values = 1;
        for (int d = 0; d < dimensions.length; d++) {
            dimensions[d] = bounded(name, which + " dimension " + d, in.readInt(), 1, Integer.MAX_VALUE);
            values = Math.min(values * dimensions[d], Integer.MAX_VALUE);
        }
        int length = in.readInt();
        if (length != values * width) {
            throw new IllegalArgumentException(
                    name + ": " + which + " has " + length + " bytes; its shape needs " + values * width);
        }
        // Before the array is made: a length beyond the file must not cost memory.
        if (length > rest.available()) {
            throw new IllegalArgumentException(
                    name + ": " + which + " has " + length + " bytes; the file has " + rest.available() + " left");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new Tensor(type, dimensions, bytes);
    }

    private static int bounded(String name, String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": " + what + " is " + value + "; allowed: " + least + " to " + most);
        }
        return value;
    }

    /** The bytes of this overlay's file. */
    public byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(tensors.size());
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                Tensor tensor = entry.getValue();
                out.writeUTF(entry.getKey());
                out.writeInt(tensor.type());
                out.writeInt(tensor.dimensions().length);
                for (int dimension : tensor.dimensions()) {
                    out.writeInt(dimension);
                }
                out.writeInt(tensor.bytes().length);
                out.write(tensor.bytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
