package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import io.helidon.common.buffers.DataReader;
import java.io.InputStream;

/**
 * A body in chunks, read strictly as RFC 9112, 7.1 has them, and as they come: the web server would take a chunk whole
 * into memory, whatever its size, and looks neither at signs before the size nor at what ends a chunk. The bytes behind
 * the body are not looked at, so that the connection has to end with it.
 */
final class ChunkedBody extends InputStream {
    private static final int LONGEST_LINE = 256;
    private static final int LONGEST_TRAILERS = 4 << 10;
    private static final int MOST_DIGITS = 8;

    private final DataReader reader;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedBody(DataReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        reader.ensureAvailable();
        int count = (int) Math.min(Math.min(reader.available(), left), length);
        byte[] read = reader.readBytes(count);
        System.arraycopy(read, 0, bytes, offset, count);
        left -= count;
        return count;
    }

    private void nextChunk() {
        if (begun && !line(LONGEST_LINE).isEmpty()) {
            throw malformed();
        }
        begun = true;
        left = size(line(LONGEST_LINE));
        if (left == 0) {
            ended = true;
            int trailers = LONGEST_TRAILERS;
            for (String line = line(trailers); !line.isEmpty(); line = line(trailers)) {
                trailers -= line.length();
            }
        }
    }

    /** The size is hexadecimal digits and nothing else; extensions behind it mean nothing to us. */
    private static long size(String line) {
        int semicolon = line.indexOf(';');
        String digits = semicolon < 0 ? line : line.substring(0, semicolon).strip();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            throw malformed();
        }
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            size = size * 16 + digit;
        }
        return size;
    }

    /** A line without its end, which is CR and LF. */
    private String line(int longest) {
        StringBuilder line = new StringBuilder();
        while (true) {
            int read = reader.read() & 0xff;
            if (read == '\r') {
                if (reader.read() != '\n') {
                    throw malformed();
                }
                return line.toString();
            }
            if (read == '\n' || line.length() == longest) {
                throw malformed();
            }
            line.append((char) read);
        }
    }

    private static RefusedException malformed() {
        return new RefusedException(
                Refusal.MALFORMED_BODY, "the body is not in chunks; allowed: as RFC 9112 has them in 7.1");
    }
}
