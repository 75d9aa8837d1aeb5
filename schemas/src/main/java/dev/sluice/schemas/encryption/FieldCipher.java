package dev.sluice.schemas.encryption;

import com.google.crypto.tink.subtle.AesSiv;
import dev.sluice.schemas.encryption.SubjectKeys.Current;
import dev.sluice.schemas.encryption.SubjectKeys.Shredded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts fields under the key of the subject they are about: AES-256-SIV (RFC 5297), bound to schema, field and record,
 * so that no ciphertext can be moved to another place. The same content in the same place always becomes the same bytes:
 * a record that is made again after a crash is the same record, and what that shows is only that one field of one record
 * did not change. Lengths stay visible. Thread-safe.
 *
 * <p>A subject gets its key with its first field. Each use looks at the key store, so that a destroyed key is not used
 * on; only unwrapped keys are remembered, a bounded number of them.
 *
 * <pre>"SLF1" | id of the data key, 8 bytes | synthetic IV, 16 bytes | ciphertext</pre>
 */
public final class FieldCipher {
    /** How much longer a field gets. */
    public static final int OVERHEAD_BYTES = 28;
    /** The largest content of a field. */
    public static final int LARGEST_BYTES = 64 << 20;

    private static final byte[] MAGIC = {'S', 'L', 'F', '1'};
    private static final int ID_BYTES = 8;
    private static final int HEADER_BYTES = MAGIC.length + ID_BYTES;
    private static final int KEY_BYTES = 64;
    private static final HexFormat HEX = HexFormat.of();

    private final SubjectKeyStore store;
    private final KeyService service;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final UnwrappedKeys unwrapped = new UnwrappedKeys();

    /**
     * With keys from a store, wrapped by a service.
     *
     * @param clock says when a key was made
     */
    public FieldCipher(SubjectKeyStore store, KeyService service, InstantSource clock) {
        this.store = store;
        this.service = service;
        this.clock = clock;
    }

    /**
     * Encrypts a field. A subject whose earlier key was destroyed gets a new one; what was erased stays erased.
     *
     * @param subject whom or what it is about, and whose key's end is the field's end
     * @param schema name of the record's schema
     * @param field name of the field
     * @param recordId id of the record
     * @throws EncryptionException where the key cannot be had
     */
    public byte[] encrypt(String subject, String schema, String field, String recordId, byte[] plain) {
        if (plain.length > LARGEST_BYTES) {
            throw new EncryptionException(
                    name(schema, field, recordId) + " has " + plain.length + " bytes; allowed: up to " + LARGEST_BYTES);
        }
        try {
            SubjectName owner = SubjectName.of(subject);
            Current key = keyOf(owner);
            byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                    .put(MAGIC)
                    .put(HEX.parseHex(key.id()))
                    .array();
            byte[] sealed = siv(owner, key).encryptDeterministically(plain, place(header, schema, field, recordId));
            return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put(header)
                    .put(sealed)
                    .array();
        } catch (IOException | EncryptionException e) {
            throw new EncryptionException(name(schema, field, recordId) + " cannot be encrypted: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new EncryptionException("this Java platform cannot encrypt with AES-256-SIV", e);
        }
    }

    /**
     * Reads a field.
     *
     * @return its content; or that it was erased, which is no error
     * @throws EncryptionException where the bytes were changed or belong elsewhere, or the key is lost: neither in the
     *     store nor known to be destroyed
     */
    public Readable decrypt(String subject, String schema, String field, String recordId, byte[] encrypted) {
        if (!isEncrypted(encrypted)) {
            throw new EncryptionException(name(schema, field, recordId)
                    + " is not encrypted by us, or damaged; allowed: what encrypt returned");
        }
        byte[] header = Arrays.copyOf(encrypted, HEADER_BYTES);
        String id = HEX.formatHex(header, MAGIC.length, HEADER_BYTES);
        try {
            SubjectName owner = SubjectName.of(subject);
            SubjectKeys keys = store.find(owner);
            Shredded shredded = keys.shredded(id).orElse(null);
            if (shredded != null) {
                unwrapped.forget(id);
                return new Erased(id, shredded.at());
            }
            Current current = keys.current();
            if (current == null || !current.id().equals(id)) {
                throw new EncryptionException(name(schema, field, recordId) + " is encrypted with data key " + id
                        + ", which its subject never had in " + store.describe() + ", or which is lost");
            }
            byte[] sealed = Arrays.copyOfRange(encrypted, HEADER_BYTES, encrypted.length);
            return new Clear(
                    siv(owner, current).decryptDeterministically(sealed, place(header, schema, field, recordId)));
        } catch (IOException e) {
            throw new EncryptionException(name(schema, field, recordId) + " cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            // Its message says nothing that ours does not.
            throw new EncryptionException(name(schema, field, recordId) + " was changed since it was encrypted, or was"
                    + " encrypted for another schema, field or record");
        }
    }

    /** Whether bytes have the form of what {@link #encrypt} returns; says nothing of what is in them. */
    public static boolean isEncrypted(byte[] bytes) {
        return bytes.length >= OVERHEAD_BYTES && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Id of the data key that bytes in this form are encrypted with. */
    public static String keyId(byte[] encrypted) {
        if (!isEncrypted(encrypted)) {
            throw new IllegalArgumentException("bytes are not encrypted by us; allowed: what encrypt returned");
        }
        return HEX.formatHex(encrypted, MAGIC.length, HEADER_BYTES);
    }

    private Current keyOf(SubjectName owner) throws IOException {
        @Nullable Current current = store.find(owner).current();
        if (current != null) {
            return current;
        }
        byte[] key = new byte[KEY_BYTES];
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(key);
        random.nextBytes(id);
        String name = HEX.formatHex(id);
        WrappedKey wrapped = service.wrap(key, KeyRotation.context(owner, name));
        Arrays.fill(key, (byte) 0);
        current =
                store.create(owner, new Current(name, clock.instant(), wrapped)).current();
        if (current == null) {
            throw new IOException(store.describe() + " did not keep a new key");
        }
        return current;
    }

    private AesSiv siv(SubjectName owner, Current key) throws GeneralSecurityException {
        AesSiv known = unwrapped.find(key.id());
        if (known != null) {
            return known;
        }
        byte[] raw = service.unwrap(key.key(), KeyRotation.context(owner, key.id()));
        AesSiv siv = new AesSiv(raw);
        Arrays.fill(raw, (byte) 0);
        unwrapped.remember(key.id(), siv);
        return siv;
    }

    /** Each part with its length before it, so that no two places read the same. */
    private static byte[] place(byte[] header, String... parts) {
        byte[][] texts = new byte[parts.length][];
        int length = header.length;
        for (int i = 0; i < parts.length; i++) {
            texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer place = ByteBuffer.allocate(length).put(header);
        for (byte[] text : texts) {
            place.putInt(text.length).put(text);
        }
        return place.array();
    }

    private static String name(String schema, String field, String recordId) {
        return "field '" + PlaceText.of(field) + "' of " + PlaceText.of(schema) + " '" + PlaceText.of(recordId) + "'";
    }
}
