package dev.sluice.escalation.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts each file before another storage keeps it: AES-256-GCM (NIST SP 800-38D), under a key of its own. The path is
 * authenticated with it, so that two files cannot be swapped. The salt follows from key, path and content: the same file
 * always becomes the same bytes, and a crash half way through a parcel can be made good. Names and lengths stay visible.
 *
 * <pre>"SLE1" | key id, 8 bytes | salt, 32 bytes | ciphertext and tag</pre>
 */
public final class EncryptedStorage implements EvidenceStorage {
    private static final byte[] MAGIC = {'S', 'L', 'E', '1'};
    private static final int SALT_BYTES = 32;
    private static final int TAG_BYTES = 16;
    private static final int HEADER_BYTES = 4 + StorageKey.ID_BYTES + SALT_BYTES;
    /** Constant, for no two files have the same key. */
    private static final byte[] NONCE = new byte[12];

    private final EvidenceStorage inner;
    private final StorageKey key;

    /** Encrypts what goes into the storage with this key. */
    public EncryptedStorage(EvidenceStorage inner, StorageKey key) {
        this.inner = inner;
        this.key = key;
    }

    @Override
    public void publish(List<Parcel> parcels) throws IOException {
        List<Parcel> sealed = parcels.stream().map(this::encrypt).toList();
        inner.publish(sealed);
    }

    @Override
    public boolean contains(String location) throws IOException {
        return inner.contains(location);
    }

    @Override
    public List<String> files(String location) throws IOException {
        return inner.files(location);
    }

    @Override
    public byte[] read(String location, String file, int limit) throws IOException {
        byte[] sealed = inner.read(location, file, Math.addExact(limit, HEADER_BYTES + TAG_BYTES));
        return decrypt(sealed, location, file);
    }

    @Override
    public void visit(FileNames.Root root, Visitor visitor) throws IOException {
        inner.visit(root, visitor);
    }

    @Override
    public void hold(String location, boolean on) throws IOException {
        inner.hold(location, on);
    }

    @Override
    public boolean held(String location) throws IOException {
        return inner.held(location);
    }

    @Override
    public String describe() {
        return inner.describe() + " (encrypted with key " + key.id() + ")";
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    private Parcel encrypt(Parcel parcel) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        parcel.files().forEach((path, content) -> files.put(path, encrypt(content, parcel.location(), path)));
        return new Parcel(parcel.location(), files);
    }

    private byte[] encrypt(byte[] content, String location, String file) {
        byte[] salt = key.salt((location + "/" + file).getBytes(StandardCharsets.UTF_8), content);
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, salt, location, file).doFinal(content);
            return ByteBuffer.allocate(HEADER_BYTES + ciphertext.length)
                    .put(MAGIC)
                    .put(key.idBytes())
                    .put(salt)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot encrypt with AES-256-GCM", e);
        }
    }

    private byte[] decrypt(byte[] sealed, String location, String file) throws IOException {
        if (sealed.length < HEADER_BYTES + TAG_BYTES || !Arrays.equals(Arrays.copyOf(sealed, MAGIC.length), MAGIC)) {
            throw new IOException("file " + file + " of " + location + " is not encrypted by us, or damaged");
        }
        byte[] id = Arrays.copyOfRange(sealed, MAGIC.length, MAGIC.length + StorageKey.ID_BYTES);
        if (!Arrays.equals(id, key.idBytes())) {
            throw new IOException("file " + file + " of " + location + " is encrypted with key "
                    + HexFormat.of().formatHex(id) + "; allowed: that key, this one is " + key.id());
        }
        byte[] salt = Arrays.copyOfRange(sealed, HEADER_BYTES - SALT_BYTES, HEADER_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, salt, location, file)
                    .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IOException("file " + file + " of " + location + " was changed since it was encrypted", e);
        }
    }

    private Cipher cipher(int mode, byte[] salt, String location, String file) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.derive(salt), new GCMParameterSpec(TAG_BYTES * 8, NONCE));
        cipher.updateAAD((location + "/" + file).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
