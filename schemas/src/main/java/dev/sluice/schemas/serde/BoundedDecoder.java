package dev.sluice.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding (Avro specification, "Binary Encoding") from an array and trusts none of it.
 *
 * <p>Avro's own decoder allocates what a length prefix claims, and replaces what is not UTF-8. This one refuses a
 * length or an item count that is larger than the bytes that are left (no item of the contract takes less than one
 * byte), and text that is not UTF-8. It also reads an array with less indirection. Not thread-safe.
 */
final class BoundedDecoder extends Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    /** Starts over at the given bytes. */
    BoundedDecoder at(byte[] value, int offset) {
        this.bytes = value;
        this.position = offset;
        this.limit = value.length;
        return this;
    }

    /** Forgets the bytes, so that a thread that rests does not hold a record. */
    void release() {
        at(new byte[0], 0);
    }

    int left() {
        return limit - position;
    }

    @Override
    public void readNull() {
        // Takes no bytes.
    }

    @Override
    public boolean readBoolean() throws IOException {
        byte value = next();
        if (value != 0 && value != 1) {
            throw new IOException("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("an int is out of range");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next();
            zigzag |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
        throw new IOException("a number takes more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(littleEndianInt());
    }

    @Override
    public double readDouble() throws IOException {
        long low = littleEndianInt() & 0xffffffffL;
        return Double.longBitsToDouble(low | (long) littleEndianInt() << 32);
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = claimedLength();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseMalformedText(length);
        }
        position += length;
        return text;
    }

    /** A replacement character may be what was written, or stand for what could not be read: only the bytes tell. */
    private void refuseMalformedText(int length) throws IOException {
        try {
            CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
        } catch (CharacterCodingException e) {
            throw new IOException("text is not UTF-8");
        }
    }

    @Override
    public void skipString() throws IOException {
        readString();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = claimedLength();
        ByteBuffer copy =
                ByteBuffer.allocate(length).put(bytes, position, length).flip();
        position += length;
        return copy;
    }

    @Override
    public void skipBytes() throws IOException {
        int length = claimedLength();
        position += length;
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        require(length);
        System.arraycopy(bytes, position, target, start, length);
        position += length;
    }

    @Override
    public void skipFixed(int length) throws IOException {
        require(length);
        position += length;
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return itemCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return itemCount();
    }

    @Override
    public long skipArray() throws IOException {
        return itemsToSkip();
    }

    @Override
    public long readMapStart() throws IOException {
        return itemCount();
    }

    @Override
    public long mapNext() throws IOException {
        return itemCount();
    }

    @Override
    public long skipMap() throws IOException {
        return itemsToSkip();
    }

    @Override
    public int remainingBytes() {
        return left();
    }

    /** A negative count is followed by the block's size in bytes. */
    private long itemCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        return checkedCount(count);
    }

    /** Skips whole blocks where their size is known; else says how many items the caller has to skip one by one. */
    private long itemsToSkip() throws IOException {
        long count = readLong();
        while (count < 0) {
            long size = readLong();
            require(size);
            position += (int) size;
            count = readLong();
        }
        return checkedCount(count);
    }

    private long checkedCount(long count) throws IOException {
        if (count < 0 || count > left()) {
            throw new EOFException("a block claims more items than bytes are left");
        }
        return count;
    }

    private int claimedLength() throws IOException {
        long length = readLong();
        require(length);
        return (int) length;
    }

    private void require(long length) throws IOException {
        if (length < 0 || length > left()) {
            throw new EOFException("a value claims more bytes than are left");
        }
    }

    private byte next() throws IOException {
        if (position >= limit) {
            throw new EOFException("the record ends early");
        }
        return bytes[position++];
    }

    private int littleEndianInt() throws IOException {
        require(Integer.BYTES);
        int value = bytes[position] & 0xff
                | (bytes[position + 1] & 0xff) << 8
                | (bytes[position + 2] & 0xff) << 16
                | (bytes[position + 3] & 0xff) << 24;
        position += Integer.BYTES;
        return value;
    }
}
