package dev.sluice.topology.casework.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Chance that is the same however often it is asked: a share of all ids, by their hash. */
final class Draw {
    private Draw() {}

    /**
     * Whether an id is drawn.
     *
     * @param what what it is drawn for, so that the same ids are not drawn for everything
     * @param share how many of all, between 0 and 1
     */
    static boolean isDrawn(String what, String id, double share) {
        return (hash(what, id) >>> 11) * 0x1p-53 < share;
    }

    /** 64 bits of the SHA-256 of both. */
    static long hash(String what, String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((what + "\u0000" + id).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
