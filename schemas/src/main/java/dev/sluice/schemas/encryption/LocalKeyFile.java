package dev.sluice.schemas.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Key encryption keys (AES-256-GCM) in a local file: a Tink keyset in JSON, as its tool {@code tinkey} reads and writes
 * it, which only its owner may read, or we alone where an orchestrator hands it over. For one machine; where there is a
 * key management service, better put that behind {@link KeyService}. The file is read again before each wrapping, so that
 * a key which was replaced is not used on. Who loses the file loses everything under it. Thread-safe. Prints ids only.
 */
public final class LocalKeyFile implements KeyService {
    private static final int LARGEST_FILE_BYTES = 1 << 16;
    private static final String PREFIX = "local:";

    private final Path file;
    private volatile KeysetHandle keys;

    private LocalKeyFile(Path file, KeysetHandle keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * The keys in a file.
     *
     * @throws EncryptionException where it is missing, others may read it, or it holds no keys
     */
    public static LocalKeyFile open(Path file) {
        return new LocalKeyFile(file, load(file));
    }

    /**
     * Makes a new key and its file. Nothing here makes one by itself: a lost file is for a person to settle.
     *
     * @throws EncryptionException where there is a file of that name, or it cannot be written
     */
    public static LocalKeyFile create(Path file) {
        try {
            AeadConfig.register();
            KeysetHandle keys = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
            KeyFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
            KeyFiles.create(file, bytes(keys));
            return new LocalKeyFile(file, keys);
        } catch (FileAlreadyExistsException e) {
            throw new EncryptionException("key file '" + file + "' exists already; allowed: a new name", e);
        } catch (IOException e) {
            throw cannot("written", file, e);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /**
     * Adds a key, which wraps from now on; those before stay for what they have wrapped.
     *
     * @return the new key's id
     */
    public synchronized String rotate() {
        requireOurs();
        try {
            keys = KeysetHandle.newBuilder(load(file))
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
            KeyFiles.replace(file, bytes(keys));
            return keyId();
        } catch (IOException e) {
            throw cannot("written", file, e);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    /**
     * Destroys all keys but the one that wraps now, and with them whatever they alone can unwrap, such as keys of subjects
     * in an old backup. First rewrap what is in use: see {@link KeyRotation}.
     *
     * @return ids of the keys destroyed
     */
    public synchronized List<String> retireOld() {
        requireOurs();
        try {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(load(file));
            List<String> retired = new ArrayList<>();
            KeysetHandle current = load(file);
            for (int i = current.size() - 1; i >= 0; i--) {
                if (!current.getAt(i).isPrimary()) {
                    retired.add(id(current.getAt(i)));
                    builder = builder.deleteAt(i);
                }
            }
            keys = builder.build();
            KeyFiles.replaceAndWipe(file, bytes(keys));
            return List.copyOf(retired);
        } catch (IOException e) {
            throw cannot("written", file, e);
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    @Override
    public String keyId() {
        return id(keys.getPrimary());
    }

    @Override
    public WrappedKey wrap(byte[] key, byte[] context) {
        KeysetHandle now = load(file);
        keys = now;
        try {
            return new WrappedKey(id(now.getPrimary()), aead(now).encrypt(key, context));
        } catch (GeneralSecurityException e) {
            throw unsupported(e);
        }
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, byte[] context) {
        if (!has(wrapped.keyId())) {
            keys = load(file);
        }
        if (!has(wrapped.keyId())) {
            throw new EncryptionException("key " + wrapped.keyId() + " is not in key file '" + file
                    + "'; allowed: the file that has it. What only a lost key can unwrap is lost");
        }
        try {
            return aead(keys).decrypt(wrapped.bytes(), context);
        } catch (GeneralSecurityException e) {
            throw new EncryptionException(
                    "a data key wrapped by " + wrapped.keyId() + " was changed, or belongs to another subject", e);
        }
    }

    @Override
    public String toString() {
        return "LocalKeyFile[" + file + ", " + keyId() + "]";
    }

    /** A new file in the place of a link would leave the keys that the link leads to, and be lost with the mount. */
    private void requireOurs() {
        if (Files.isSymbolicLink(file)) {
            throw new EncryptionException("key file '" + file + "' is a link, as a mounted secret is, and cannot be"
                    + " changed here; allowed: the file that it was made from, to be handed over again");
        }
    }

    private boolean has(String id) {
        KeysetHandle now = keys;
        for (int i = 0; i < now.size(); i++) {
            if (id(now.getAt(i)).equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static String id(KeysetHandle.Entry entry) {
        return PREFIX + String.format("%08x", entry.getId());
    }

    private static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
        return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] bytes(KeysetHandle keys) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static KeysetHandle load(Path file) {
        try {
            AeadConfig.register();
            byte[] json = KeyFiles.readHandedOver(file, LARGEST_FILE_BYTES);
            String problem = KeyFileRights.problem(file);
            if (problem != null) {
                throw new EncryptionException("key file '" + file + "' " + problem);
            }
            KeysetHandle keys = TinkJsonProtoKeysetFormat.parseKeyset(
                    new String(json, StandardCharsets.UTF_8), InsecureSecretKeyAccess.get());
            var unused = aead(keys);
            return keys;
        } catch (NoSuchFileException e) {
            throw new EncryptionException(
                    "key file '" + file + "' does not exist; allowed: one that 'sluice keys create'"
                            + " has made. What is encrypted under a lost key is lost");
        } catch (IOException e) {
            throw cannot("read", file, e);
        } catch (GeneralSecurityException | RuntimeException e) {
            if (e instanceof EncryptionException known) {
                throw known;
            }
            // The cause may show parts of the key.
            throw new EncryptionException(
                    "key file '" + file + "' holds no keys that encrypt; allowed: a Tink keyset in JSON, AES-256-GCM");
        }
    }

    private static EncryptionException cannot(String what, Path file, IOException e) {
        return new EncryptionException(
                "key file '" + file + "' cannot be " + what + " ("
                        + e.getClass().getSimpleName() + ")",
                e);
    }

    private static EncryptionException unsupported(GeneralSecurityException e) {
        return new EncryptionException("this Java platform cannot encrypt with AES-256-GCM", e);
    }
}
