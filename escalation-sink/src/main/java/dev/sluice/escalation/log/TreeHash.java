package dev.sluice.escalation.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How a tree hashes, RFC 6962 section 2.1: a prefix byte keeps leaves and inner nodes apart, so that no inner node can
 * be passed off as an entry.
 */
public final class TreeHash {
    /** The root of a tree without leaves: the hash of nothing. */
    public static final Hash EMPTY = Hash.of(newDigest().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private TreeHash() {}

    /** The hash of an entry: SHA-256 of a zero byte and the entry. */
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = newDigest();
        digest.update(LEAF);
        digest.update(entry);
        return Hash.of(digest.digest());
    }

    /** The hash of two subtrees: SHA-256 of a one byte and both hashes. */
    public static Hash node(Hash left, Hash right) {
        byte[] input = new byte[1 + 2 * Hash.BYTES];
        input[0] = NODE;
        left.copyTo(input, 1);
        right.copyTo(input, 1 + Hash.BYTES);
        return Hash.of(newDigest().digest(input));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
