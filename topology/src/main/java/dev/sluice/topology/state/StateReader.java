package dev.sluice.topology.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. */
public final class StateReader {
    private final byte[] bytes;
    private int at;

    /**
     * Opens a value.
     *
     * @throws StreamsException where its version is another than the one known, naming store, version and what is known
     */
    public StateReader(String store, byte[] bytes, int version) {
        this(store, bytes, version, version);
    }

    /**
     * Opens a value of one of several versions.
     *
     * @throws StreamsException where its version is none of those known, naming store, version and what is known
     */
    StateReader(String store, byte[] bytes, int oldest, int newest) {
        if (bytes.length == 0 || bytes[0] < oldest || bytes[0] > newest) {
            throw new StreamsException("store '" + store + "' holds a value of version "
                    + (bytes.length == 0 ? "none" : String.valueOf(bytes[0])) + "; this program reads version "
                    + (oldest == newest ? "" : oldest + " to ") + newest);
        }
        this.bytes = bytes;
        this.at = 1;
    }

    private StateReader(byte[] bytes) {
        this.bytes = bytes;
        this.at = 1;
    }

    /** The version of the value. */
    int version() {
        return bytes[0];
    }

    /** A whole number from 0. */
    public long uint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The same, where it fits an {@code int}. */
    public int uint32() {
        return Math.toIntExact(uint());
    }

    /** A time in milliseconds since 1970. */
    public long time() {
        long zigzag = uint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A number. */
    public float float32() {
        return Float.intBitsToFloat(int32());
    }

    int int32() {
        int bits = 0;
        for (int i = 0; i < 4; i++) {
            bits = (bits << 8) | (bytes[at++] & 0xff);
        }
        return bits;
    }

    long int64() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    /** Bytes as {@link StateWriter#bytes} wrote them. */
    public byte[] bytes() {
        int length = uint32();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    /** The value that is read, not copied. */
    byte[] array() {
        return bytes;
    }

    /** Passes over so many bytes and returns where they begin in {@link #array}. */
    int skip(int length) {
        int from = at;
        at += length;
        return from;
    }

    /** A string that may be missing. */
    public @Nullable String string() {
        int lengthPlusOne = uint32();
        if (lengthPlusOne == 0) {
            return null;
        }
        int length = lengthPlusOne - 1;
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** A string that is never missing. */
    public String text() {
        String value = string();
        if (value == null) {
            throw new IllegalStateException("a string is missing where one must be");
        }
        return value;
    }

    /** The first field of every value: the stream time at which it was last written. */
    static long touchedAt(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        return in.time();
    }
}
