package dev.sluice.topology.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids of escalations: the same post, revision and legal category have the same id for ever, so that legal gets one
 * package however often the record is written.
 */
public final class EscalationIds {
    /** The name space of these ids; any fixed random UUID serves. */
    private static final UUID SPACE = UUID.fromString("5b1f0c3e-7a41-4f0e-9d7b-2c7e6d1a9f52");

    private EscalationIds() {}

    /** The id: a name-based UUID of version 5 (RFC 9562, section 5.5). */
    public static String of(String post, int revision, String legalCategory) {
        String name = post + "\u0000" + revision + "\u0000" + legalCategory;
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + utf8.length)
                .putLong(SPACE.getMostSignificantBits())
                .putLong(SPACE.getLeastSignificantBits())
                .put(utf8);
        ByteBuffer hash = ByteBuffer.wrap(sha1(input.array()));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
