package dev.sluice.app.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads bodies, each up to a size, all together up to another: a buffer grows with what has come in, not with what the
 * client says will come, and takes its room from one budget.
 */
public final class BodyLimits {
    /** So much every request may have without asking: the common case costs one buffer. */
    private static final int FREE_BYTES = 16 << 10;

    private final int most;
    private final AtomicLong left;

    /**
     * Limits of one server.
     *
     * @param most bytes of one body
     * @param all bytes of all bodies that are being read or worked on, beyond the first 16 KiB of each
     */
    public BodyLimits(int most, long all) {
        this.most = most;
        this.left = new AtomicLong(all);
    }

    /** A body that was read; gives its room back when it is closed. */
    public final class Body implements AutoCloseable {
        private byte[] bytes;
        private int length;
        private long taken;

        private Body(int first) {
            this.bytes = new byte[first];
        }

        /** Its bytes, of which {@link #length} count. */
        @SuppressWarnings("EI_EXPOSE_REP")
        public byte[] bytes() {
            return bytes;
        }

        /** How many bytes it has. */
        public int length() {
            return length;
        }

        @Override
        public void close() {
            left.addAndGet(taken);
            taken = 0;
        }

        private void grow() {
            int size = (int) Math.min((long) bytes.length * 2, most + 1L);
            long more = Math.max(0, size - Math.max(FREE_BYTES, bytes.length));
            if (left.addAndGet(-more) < 0) {
                left.addAndGet(more);
                throw RefusedException.later(Refusal.BUSY, "too many large requests at once", 1);
            }
            taken += more;
            bytes = Arrays.copyOf(bytes, size);
        }
    }

    /**
     * Reads the body of a request.
     *
     * @throws RefusedException where it is too large, or there is no room for it now
     * @throws IOException where the client cannot be read from
     */
    public Body read(Request request) throws IOException {
        long said = request.contentLength();
        if (said > most) {
            throw tooLarge();
        }
        Body body = new Body((int) (said < 0 ? FREE_BYTES : Math.min(said + 1, FREE_BYTES)));
        boolean whole = false;
        try {
            InputStream input = request.body();
            int read = 0;
            while (read >= 0) {
                body.length += read;
                if (body.length > most) {
                    throw tooLarge();
                }
                if (body.length == body.bytes.length) {
                    body.grow();
                }
                read = input.read(body.bytes, body.length, body.bytes.length - body.length);
            }
            request.received();
            whole = true;
            return body;
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    private RefusedException tooLarge() {
        return new RefusedException(Refusal.TOO_LARGE, "the body is too large; allowed: up to " + most + " bytes");
    }
}
