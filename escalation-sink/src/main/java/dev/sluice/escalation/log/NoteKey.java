package dev.sluice.escalation.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A public key that signs notes, under a name (C2SP signed-note). Its text form, the verifier key, is {@code
 * name+id+base64} and can be read over the telephone but for its end.
 */
public final class NoteKey {
    /** What a signature of this key says, by the type byte of C2SP signed-note. */
    public enum Use {
        /** The note is the signer's own: a log signs its checkpoints so. */
        NOTE(1),
        /** The signer saw the log grow to this checkpoint, at a time: C2SP tlog-cosignature, version 1. */
        COSIGNATURE(4);

        private final byte type;

        Use(int type) {
            this.type = (byte) type;
        }
    }

    private static final int RAW_BYTES = 32;
    private static final int LONGEST_TEXT = 400;
    /** Printable ASCII without space and plus; what C2SP asks of a name, and no more than a terminal can show. */
    private static final Pattern NAME = Pattern.compile("[!-*,-~]{1,200}");
    /** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to its 32 bytes. */
    private static final byte[] DER_START = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final Use use;
    private final byte[] raw;
    private final PublicKey key;
    private final int id;

    private NoteKey(String name, Use use, byte[] raw) {
        this.name = requireName(name);
        this.use = use;
        this.raw = raw;
        this.key = publicKey(raw);
        MessageDigest digest = TreeHash.newDigest();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(use.type);
        this.id = ByteBuffer.wrap(digest.digest(raw)).getInt();
    }

    /**
     * A key under a name.
     *
     * @throws LogException where the name cannot be one, or the key is not Ed25519
     */
    public static NoteKey of(String name, Use use, PublicKey key) {
        byte[] der = key.getEncoded();
        if (der.length != DER_START.length + RAW_BYTES
                || !Arrays.equals(der, 0, DER_START.length, DER_START, 0, DER_START.length)) {
            throw new LogException("the key of '" + name + "' is not Ed25519; allowed: Ed25519");
        }
        return new NoteKey(name, use, Arrays.copyOfRange(der, DER_START.length, der.length));
    }

    /**
     * The key in a verifier key's text.
     *
     * @throws LogException where it is none, or its id is not that of its name and key
     */
    public static NoteKey parse(String text) {
        String[] parts = text.length() > LONGEST_TEXT ? new String[0] : text.split("\\+", 3);
        if (parts.length == 3) {
            try {
                byte[] typed = Base64.getDecoder().decode(parts[2]);
                for (Use use : Use.values()) {
                    if (typed.length == 1 + RAW_BYTES && typed[0] == use.type) {
                        NoteKey key = new NoteKey(parts[0], use, Arrays.copyOfRange(typed, 1, typed.length));
                        if (key.text().equals(text)) {
                            return key;
                        }
                    }
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new LogException("verifier key '" + shown(text) + "' is none; allowed: name+id+base64 of an Ed25519 key");
    }

    /**
     * The name itself.
     *
     * @throws LogException where it cannot be one
     */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new LogException("name '" + shown(name) + "' cannot be that of a log or witness; allowed: up to 200"
                    + " printable ASCII characters, no space, no +");
        }
        return name;
    }

    /** The name that signs. */
    public String name() {
        return name;
    }

    /** What its signatures say. */
    public Use use() {
        return use;
    }

    /** The verifier key's text: {@code name+id+base64}. */
    public String text() {
        byte[] typed = ByteBuffer.allocate(1 + RAW_BYTES).put(use.type).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The first four bytes of a hash over name, use and key; with the name it tells whose a signature line is. */
    int id() {
        return id;
    }

    /** The id in hex, as it stands in the text. */
    public String idText() {
        return HexFormat.of().toHexDigits(id);
    }

    /** Whether the signature is this key's over the message. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // What is no signature at all, by length or form, is not this key's either.
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that
                && name.equals(that.name)
                && use == that.use
                && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return text();
    }

    private static PublicKey publicKey(byte[] raw) {
        try {
            byte[] der = ByteBuffer.allocate(DER_START.length + RAW_BYTES)
                    .put(DER_START)
                    .put(raw)
                    .array();
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new LogException("a note's key is no Ed25519 key; allowed: 32 bytes of one", e);
        }
    }

    private static String shown(String text) {
        String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return start.replaceAll("[^\\x20-\\x7e…]", "?");
    }
}
