package dev.sluice.tuning;

import java.nio.ByteBuffer;

/** Logits of the posts of a set, in its order, as big-endian floats: what one program hands to the next. */
final class LogitsFile {
    private LogitsFile() {}

    static byte[] write(float[][] logits) {
        ByteBuffer bytes = ByteBuffer.allocate(logits.length * logits[0].length * Float.BYTES);
        for (float[] row : logits) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    static float[][] read(byte[] content, int columns) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        float[][] logits = new float[content.length / Float.BYTES / columns][columns];
        for (float[] row : logits) {
            for (int i = 0; i < columns; i++) {
                row[i] = bytes.getFloat();
            }
        }
        return logits;
    }
}
