package dev.sluice.tuning;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns a matrix of floats into signed bytes with a scale for each column and zero points of 0, as ONNX Runtime's
 * dynamic quantisation does with symmetric weights per channel.
 */
final class ChannelQuantizer {
    private static final int MOST = 127;

    private ChannelQuantizer() {}

    /**
     * Quantises a matrix.
     *
     * @param name of the matrix in the unquantised graph; the results are called after it
     * @param rows how many rows
     * @param columns how many columns, the channels
     * @param values in row-major order
     * @return the bytes, the scales, the zero points
     */
    static List<Initializer> quantize(String name, int rows, int columns, float[] values) {
        float[] scales = new float[columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                scales[column] = Math.max(scales[column], Math.abs(values[row * columns + column]));
            }
        }
        for (int column = 0; column < columns; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / MOST;
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            double steps = Math.rint(values[i] / (double) scales[i % columns]);
            bytes[i] = (byte) Math.max(-MOST, Math.min(MOST, steps));
        }
        return List.of(
                Initializer.ofBytes(name + "_quantized", List.of(rows, columns), bytes),
                Initializer.ofFloats(name + "_scale", List.of(columns), scales),
                Initializer.ofBytes(name + "_zero_point", List.of(columns), new byte[columns]));
    }

    /** The floats that the bytes stand for; zero points are taken to be 0. */
    static float[] restore(Initializer bytes, Initializer scales) {
        byte[] quantized = bytes.bytes();
        float[] scale = scales.floats();
        float[] values = new float[quantized.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = quantized[i] * scale[i % scale.length];
        }
        return values;
    }

    /** The same columns of several matrices of the same rows, one matrix. */
    static float[] columns(float[] values, int rows, int columns, int from, int count) {
        float[] part = new float[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns + from, part, row * count, count);
        }
        return part;
    }

    /** Matrices of the same rows side by side. */
    static float[] sideBySide(int rows, List<float[]> matrices) {
        List<Integer> widths = new ArrayList<>();
        int total = 0;
        for (float[] each : matrices) {
            widths.add(each.length / rows);
            total += each.length / rows;
        }
        float[] whole = new float[rows * total];
        for (int row = 0; row < rows; row++) {
            int at = row * total;
            for (int i = 0; i < matrices.size(); i++) {
                System.arraycopy(matrices.get(i), row * widths.get(i), whole, at, widths.get(i));
                at += widths.get(i);
            }
        }
        return whole;
    }
}
