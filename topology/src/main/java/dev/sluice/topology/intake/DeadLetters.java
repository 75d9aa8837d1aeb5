package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The records of what is refused. Each fits its topic, or the refusal would stop the stream: where key or value is too
 * large for that, the beginning is kept, and the detail says how large it was and what its SHA-256 is.
 */
final class DeadLetters {
    /** Far more than any key that is let in; a dead letter holds the key twice. */
    static final int MAX_KEY_BYTES = 1 << 16;

    /** What is left beside key, the writer's schema and the words of the refusal, for which 1 MiB is set aside. */
    static final int MAX_VALUE_BYTES = TopicCatalogue.DEAD_LETTERS.maxMessageBytes() - (1 << 20);

    private final WriterSchemas schemas;
    private final Clock clock;

    DeadLetters(WriterSchemas schemas, Clock clock) {
        this.schemas = schemas;
        this.clock = clock;
    }

    /** The key under which a refusal is sent: the record's, or its beginning. */
    static byte[] key(ReadRecord record) {
        byte[] key = beginning(record.key(), MAX_KEY_BYTES);
        return key == null ? new byte[0] : key;
    }

    DeadLetter of(ReadRecord record, RefusedException refusal) {
        RawRecord source =
                record.raw(beginning(record.key(), MAX_KEY_BYTES), beginning(record.value(), MAX_VALUE_BYTES));
        DeadLetter letter = new DeadLetter();
        letter.setSource(schemas.describe(source));
        letter.setReason(refusal.reason());
        letter.setDetail(refusal.getMessage()
                + cut("key", record.key(), MAX_KEY_BYTES)
                + cut("value", record.value(), MAX_VALUE_BYTES));
        letter.setFailedAt(clock.instant());
        return letter;
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes, int max) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static String cut(String what, byte @Nullable [] bytes, int max) {
        if (bytes == null || bytes.length <= max) {
            return "";
        }
        return "; of the " + what + ", " + bytes.length + " bytes with SHA-256 " + sha256(bytes) + ", the first " + max
                + " are kept";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
