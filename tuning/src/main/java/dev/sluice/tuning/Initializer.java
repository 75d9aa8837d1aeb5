package dev.sluice.tuning;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A constant of an ONNX graph: what ONNX calls an initializer.
 *
 * @param name its name in the graph
 * @param type its ONNX element type, one of {@link #FLOAT}, {@link #UINT8}, {@link #INT8}, {@link #INT64}
 * @param dims its dimensions; none for a scalar
 * @param data its elements in row-major order, little-endian, read-only
 */
public record Initializer(String name, int type, List<Integer> dims, ByteBuffer data) {
    /** {@code TensorProto.FLOAT}. */
    public static final int FLOAT = 1;

    /** {@code TensorProto.UINT8}. */
    public static final int UINT8 = 2;

    /** {@code TensorProto.INT8}. */
    public static final int INT8 = 3;

    /** {@code TensorProto.INT64}. */
    public static final int INT64 = 7;

    /**
     * Refuses data that do not fill the dimensions.
     *
     * @throws IllegalArgumentException naming the initializer, its size and the size that it must have
     */
    public Initializer {
        dims = List.copyOf(dims);
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long bytes = width(name, type);
        for (int dim : dims) {
            bytes = Math.multiplyExact(bytes, dim);
        }
        if (bytes != data.remaining()) {
            throw new IllegalArgumentException(
                    "initializer '" + name + "' has " + data.remaining() + " bytes; its dimensions need " + bytes);
        }
    }

    /** One of floats. */
    public static Initializer ofFloats(String name, List<Integer> dims, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Initializer(name, FLOAT, dims, bytes);
    }

    /** One of signed bytes. */
    public static Initializer ofBytes(String name, List<Integer> dims, byte[] values) {
        return new Initializer(name, INT8, dims, ByteBuffer.wrap(values.clone()));
    }

    /** The elements as floats. */
    public float[] floats() {
        if (type != FLOAT) {
            throw new IllegalStateException("initializer '" + name + "' has type " + type + "; must be " + FLOAT);
        }
        float[] values = new float[data.remaining() / Float.BYTES];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** The elements as bytes, whatever their type. */
    public byte[] bytes() {
        byte[] values = new byte[data.remaining()];
        data.duplicate().get(values);
        return values;
    }

    private static int width(String name, int type) {
        return switch (type) {
            case FLOAT -> Float.BYTES;
            case UINT8, INT8 -> Byte.BYTES;
            case INT64 -> Long.BYTES;
            default ->
                throw new IllegalArgumentException(
                        "initializer '" + name + "' has type " + type + "; allowed: 1, 2, 3, 7");
        };
    }
}
