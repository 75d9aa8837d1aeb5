package dev.sluice.escalation.custody;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads a custody log line by line and checks the chain; holds one line at a time. */
public final class CustodyReader {
    /** No event comes near: a longer line is damage, and is not read into memory. */
    static final int LONGEST_LINE_BYTES = 1 << 16;

    private CustodyReader() {}

    /** Hears of every event of the chain, in order, and of where its line starts. */
    @FunctionalInterface
    public interface Visitor {
        /** The next event and the offset in bytes of its line. */
        void event(CustodyEvent event, long offset);
    }

    /**
     * The end of a sound chain.
     *
     * @param seq number of the last event; 0 where there is none
     * @param hash hash of the last event
     * @param bytes length of all finished lines
     * @param tornBytes bytes after the last line break: a line that was never acknowledged
     */
    public record End(long seq, String hash, long bytes, long tornBytes) {
        /** The end of a log with no events. */
        public static final End OF_NOTHING = new End(0, CustodyEvent.GENESIS, 0, 0);
    }

    /**
     * Reads the log; a log that does not exist is empty.
     *
     * @throws CustodyException at the first finished line that does not continue the chain, or where there is something
     *     else than a file
     */
    public static End read(Path log, Visitor visitor) throws IOException {
        return read(log, End.OF_NOTHING, visitor);
    }

    /** Reads the log from where it ended before; it must still have what was read then. */
    public static End read(Path log, End from, Visitor visitor) throws IOException {
        if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
            return End.OF_NOTHING;
        }
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            throw new CustodyException("custody log is a link, folder or device; allowed: a file");
        }
        long seq = from.seq();
        String hash = from.hash();
        long bytes = from.bytes();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
            in.skipNBytes(bytes);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (finishedLine(in, line, seq + 1)) {
                CustodyEvent event = check(line, seq, hash);
                visitor.event(event, bytes);
                seq = event.seq();
                hash = event.hash();
                bytes += line.size() + 1L;
            }
            long torn = Math.max(Files.size(log) - bytes, line.size());
            return new End(seq, hash, bytes, torn);
        }
    }

    /** Whether a whole line could be read; if not, what there is of it is in the buffer. */
    private static boolean finishedLine(InputStream in, ByteArrayOutputStream line, long number) throws IOException {
        line.reset();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return true;
            }
            if (line.size() == LONGEST_LINE_BYTES) {
                throw new CustodyException(
                        "custody event " + number + ": its line is longer than " + LONGEST_LINE_BYTES + " bytes");
            }
            line.write(read);
        }
        return false;
    }

    private static CustodyEvent check(ByteArrayOutputStream line, long seq, String hash) {
        String where = "custody event " + (seq + 1) + ": ";
        CustodyEvent event;
        try {
            event = CustodyEvent.parse(line.toString(StandardCharsets.UTF_8));
        } catch (CustodyException e) {
            throw new CustodyException(where + e.getMessage());
        }
        if (event.seq() != seq + 1) {
            throw new CustodyException(where + "its number is " + event.seq() + ", so events are missing or added");
        }
        if (!event.prevHash().equals(hash)) {
            throw new CustodyException(where + "it does not follow the event before it");
        }
        if (!event.hash().equals(event.computedHash())) {
            throw new CustodyException(where + "its content has changed");
        }
        return event;
    }
}
