package dev.sluice.app.posts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of strict UTF-8 of bounded length. A line that is too long is read to its end without being kept, so that
 * the next one is found; memory stays below the bound whatever the input. Not safe for use by several threads.
 */
public final class BoundedLines implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream input;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int position;
    private int limit;
    private long number;

    /**
     * Lines of this input.
     *
     * @param maxBytes the longest line allowed, in bytes, without its end
     */
    public BoundedLines(InputStream input, int maxBytes) {
        this.input = input;
        this.maxBytes = maxBytes;
    }

    /** Number of the line that {@link #next} has answered last, from 1. */
    public long number() {
        return number;
    }

    /**
     * The next line without its end ({@code \n} or {@code \r\n}), or null at the end of the input.
     *
     * @throws BadLineException where the line is too long or not UTF-8; the line after it can be read
     * @throws IOException where the input fails
     */
    public @Nullable String next() throws IOException, BadLineException {
        if (position == limit && !fill()) {
            return null;
        }
        number++;
        line.reset();
        long length = 0;
        boolean goesOn = true;
        while (goesOn) {
            int end = endOfLine();
            length += end - position;
            if (length <= maxBytes) {
                line.write(buffer, position, end - position);
            }
            position = end;
            goesOn = end == limit && fill();
        }
        if (position < limit) {
            position++; // the newline itself
        }
        if (length > maxBytes) {
            throw new BadLineException("is " + length + " bytes long; allowed: up to " + maxBytes);
        }
        return text();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private int endOfLine() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private String text() throws BadLineException {
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(line.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw new BadLineException("is not UTF-8");
        }
        int from = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        int to = text.endsWith("\r") ? text.length() - 1 : text.length();
        return text.substring(from, Math.max(from, to));
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, input.read(buffer));
        return limit > 0;
    }
}
