package dev.sluice.escalation.storage;

import dev.sluice.schemas.encryption.Clear;
import dev.sluice.schemas.encryption.EncryptionException;
import dev.sluice.schemas.encryption.Erased;
import dev.sluice.schemas.encryption.FieldCipher;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.KeyService;
import dev.sluice.schemas.encryption.SubjectKeyStore;
import dev.sluice.schemas.encryption.SubjectKeys;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One key for each case: all versions of a package share one, and a quarantined record has one of its own. Destroying a
 * case's key destroys that evidence, wherever copies of it lie, and no other. Keep the folder of keys apart from the
 * evidence and out of its backups: a backup of both brings back what was destroyed.
 */
public final class CaseKeys {
    private static final String SCHEMA = "evidence";
    private static final String SUBJECT = "case ";

    private final SubjectKeyStore store;
    private final KeyService service;
    private final FieldCipher cipher;

    /** With keys from a store, wrapped by a service. */
    public CaseKeys(SubjectKeyStore store, KeyService service, InstantSource clock) {
        this.store = store;
        this.service = service;
        this.cipher = new FieldCipher(store, service, clock);
    }

    /**
     * Opens a folder of keys, which is made where it is missing unless it is only to be read.
     *
     * @throws IOException where it cannot be opened
     */
    public static CaseKeys open(Path folder, KeyService service, InstantSource clock, boolean reading)
            throws IOException {
        return new CaseKeys(reading ? KeyFolder.existing(folder) : KeyFolder.open(folder), service, clock);
    }

    /** The content of a file, to be kept. */
    byte[] encrypt(String location, String file, byte[] content) throws IOException {
        try {
            return cipher.encrypt(subject(location), SCHEMA, file, location, content);
        } catch (EncryptionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * The content of a file that was kept.
     *
     * @throws ErasedException where the key of its case was destroyed
     * @throws IOException where it was changed, or its key is lost
     */
    byte[] decrypt(String location, String file, byte[] kept) throws IOException {
        try {
            return switch (cipher.decrypt(subject(location), SCHEMA, file, location, kept)) {
                case Clear clear -> clear.bytes();
                case Erased erased -> throw new ErasedException(location, erased.keyId(), erased.at());
            };
        } catch (EncryptionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Destroys the key of a case, if it has one; whether it has or had one. */
    boolean shred(String caseId, Instant at) throws IOException {
        SubjectKeys keys = store.shred(SubjectName.of(SUBJECT + caseId), at);
        return !keys.shredded().isEmpty();
    }

    /** For messages. */
    String describe() {
        return "encrypted by case, keys under " + service.keyId();
    }

    private static String subject(String location) {
        return SUBJECT + location.split("/", -1)[2];
    }
}
