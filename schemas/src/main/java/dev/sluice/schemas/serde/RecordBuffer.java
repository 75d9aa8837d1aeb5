package dev.sluice.schemas.serde;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing array that one thread fills again and again; starts after the wire-format prefix. Not thread-safe. */
final class RecordBuffer extends OutputStream {
    private static final int INITIAL_BYTES = 1 << 10;
    /** What is kept between records, so that one large record does not hold memory for ever. */
    private static final int KEPT_BYTES = 1 << 18;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size = WireFormat.PREFIX_BYTES;

    void restart() {
        size = WireFormat.PREFIX_BYTES;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    @Override
    public void write(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    byte[] withPrefix(int schemaId) {
        WireFormat.writePrefix(bytes, schemaId);
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
