package dev.sluice.topology.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the value of a state store: a version byte, then variable-length integers, floats and bytes. */
public final class StateWriter {
    private static final int INITIAL_BYTES = 96;

    private byte[] bytes;
    private int length;

    /** Starts a value of this version. */
    public StateWriter(int version) {
        this(version, INITIAL_BYTES);
    }

    /** Starts a value of this version that is thought to need so many bytes; it may grow beyond. */
    StateWriter(int version, int expectedBytes) {
        bytes = new byte[Math.max(INITIAL_BYTES, expectedBytes)];
        bytes[length++] = (byte) version;
    }

    /** A whole number from 0, in as few bytes as it needs. */
    public StateWriter uint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value " + value + " is below 0");
        }
        ensure(10);
        long rest = value;
        while (rest > 0x7f) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A time in milliseconds since 1970; zigzag, because times before it are legal. */
    public StateWriter time(long millis) {
        ensure(10);
        long rest = (millis << 1) ^ (millis >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A number in four bytes. */
    public StateWriter float32(float value) {
        return int32(Float.floatToRawIntBits(value));
    }

    StateWriter int32(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    StateWriter int64(long value) {
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Bytes and how many they are. */
    public StateWriter bytes(byte[] value) {
        return uint(value.length).raw(value, 0, value.length);
    }

    /** Some bytes of an array, without how many they are. */
    StateWriter raw(byte[] value, int from, int count) {
        ensure(count);
        System.arraycopy(value, from, bytes, length, count);
        length += count;
        return this;
    }

    /** A string that may be missing. */
    public StateWriter string(@Nullable String value) {
        if (value == null) {
            return uint(0);
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        uint(utf8.length + 1L);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    /** The value as written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
