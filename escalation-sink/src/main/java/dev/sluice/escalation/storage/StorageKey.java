package dev.sluice.escalation.storage;

import dev.sluice.escalation.durable.BoundedFiles;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that storage is encrypted with: 256 bits, kept as 64 hex digits in a file that only its owner can read. Each
 * file is encrypted with a key of its own, derived from this one (HMAC-SHA-256, RFC 2104), so that no nonce is ever used
 * twice. Prints its id only. Who loses it loses what it encrypted.
 */
public final class StorageKey {
    /** Length of an id in bytes. */
    static final int ID_BYTES = 8;

    private static final int KEY_BYTES = 32;
    private static final int LARGEST_FILE_BYTES = 1 << 10;

    private static final byte[] FOR_ID = {1};
    private static final byte[] FOR_SALT = {2};
    private static final byte[] FOR_FILE = {3};

    private final byte[] key;
    private final byte[] id;

    private StorageKey(byte[] key) {
        this.key = key;
        this.id = Arrays.copyOf(mac(key, FOR_ID, new byte[0]), ID_BYTES);
    }

    /**
     * The key in a file.
     *
     * @throws IOException in one line, where there is none
     */
    public static StorageKey load(Path file) throws IOException {
        String hex;
        try {
            hex = new String(BoundedFiles.bytes(file, LARGEST_FILE_BYTES), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new IOException(
                    "storage key file '" + file + "' cannot be read ("
                            + e.getClass().getSimpleName()
                            + "); allowed: a file with 64 hex digits. Evidence encrypted with a lost key is lost",
                    e);
        }
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IOException("storage key file '" + file + "' holds no key; allowed: 64 hex digits");
        }
        return new StorageKey(HexFormat.of().parseHex(hex));
    }

    /**
     * Makes a new key and its file.
     *
     * @throws java.nio.file.FileAlreadyExistsException where there is a file of that name
     */
    public static StorageKey create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String hex = HexFormat.of().formatHex(key) + "\n";
        new DurableFiles(StepHook.NONE).publishSecret(file, hex.getBytes(StandardCharsets.US_ASCII));
        return new StorageKey(key);
    }

    /** The id: says which key, and nothing of it. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    byte[] idBytes() {
        return id.clone();
    }

    /** The key of one file. */
    SecretKeySpec derive(byte[] salt) {
        return new SecretKeySpec(mac(key, FOR_FILE, salt), "AES");
    }

    /** The salt of one file: another one for any other path or content. */
    byte[] salt(byte[] path, byte[] content) {
        return mac(key, FOR_SALT, mac(key, FOR_SALT, path), content);
    }

    @Override
    public String toString() {
        return "StorageKey[id=" + id() + "]";
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HMAC-SHA-256", e);
        }
    }
}
