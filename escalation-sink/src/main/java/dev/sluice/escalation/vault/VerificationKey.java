package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/**
 * A public Ed25519 key that evidence is signed with.
 *
 * @param id the first 32 hex digits of SHA-256 over the key's SubjectPublicKeyInfo (RFC 8410)
 * @param key the key
 */
public record VerificationKey(String id, PublicKey key) {
    /** How it is called in PEM. */
    static final String LABEL = "PUBLIC KEY";

    private static final int ID_LENGTH = 32;
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    /** The key with its id. */
    static VerificationKey of(PublicKey key) {
        return new VerificationKey(Sha256.hex(key.getEncoded()).substring(0, ID_LENGTH), key);
    }

    /**
     * The keys in a PEM file.
     *
     * @throws VaultException where there is none, or one that is not Ed25519
     */
    public static List<VerificationKey> load(Path file) {
        String text = SmallFiles.text(file, LARGEST_FILE_BYTES, "key file");
        List<VerificationKey> keys = parse(text, file.toString());
        if (keys.isEmpty()) {
            throw new VaultException(
                    "key file '" + file + "' holds no key; allowed: Ed25519 public keys in PEM (BEGIN PUBLIC KEY)");
        }
        return keys;
    }

    /** The keys in a PEM text; empty where there are none. */
    static List<VerificationKey> parse(String pem, String where) {
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            List<byte[]> blocks = Pem.decode(pem, LABEL);
            VerificationKey[] keys = new VerificationKey[blocks.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = of(factory.generatePublic(new X509EncodedKeySpec(blocks.get(i))));
            }
            return List.of(keys);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException(
                    "key file '" + where + "' holds a key that cannot be read; allowed: Ed25519"
                            + " public keys in PEM (BEGIN PUBLIC KEY)",
                    e);
        }
    }

    /** Whether the signature is this key's over these bytes. */
    boolean verifies(byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // What is no signature at all, by length or form, is not this key's either.
            return false;
        }
    }

    /** The key in PEM. */
    public String pem() {
        return Pem.encode(LABEL, key.getEncoded());
    }

    /** The bytes of the PEM file. */
    byte[] pemBytes() {
        return pem().getBytes(StandardCharsets.US_ASCII);
    }
}
