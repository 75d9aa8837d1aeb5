package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.CaseKeys;
import dev.sluice.escalation.storage.EncryptedStorage;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.storage.s3.S3Settings;
import dev.sluice.escalation.storage.s3.S3Storage;
import dev.sluice.schemas.encryption.EncryptionException;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Where a vault's packages lie. The custody log stays in the vault's folder whatever is said here.
 *
 * @param bucket in an object store; null for the vault's folder
 * @param caseKeys what we encrypt with ourselves; null where we do not
 */
public record StorageSettings(
        @Nullable S3Settings bucket, @Nullable CaseKeyFiles caseKeys) {
    /** In the vault's folder, as they are. */
    public static final StorageSettings IN_THE_VAULT = new StorageSettings(null, null);

    /**
     * Where the keys of cases are.
     *
     * @param folder the wrapped keys, one file a case; made where it is missing
     * @param keyFile the key encryption keys; never made here
     */
    public record CaseKeyFiles(Path folder, Path keyFile) {}

    /**
     * Opens it for writing.
     *
     * @param vault the vault's folder
     * @throws VaultException where it cannot be opened, in one line
     */
    public EvidenceStorage open(Path vault, Clock clock) {
        return open(vault, clock, false);
    }

    /**
     * Opens it for reading; a folder is not touched.
     *
     * @throws VaultException where it cannot be opened, in one line
     */
    public EvidenceStorage openForReading(Path vault) {
        return open(vault, Clock.systemUTC(), true);
    }

    private EvidenceStorage open(Path vault, Clock clock, boolean reading) {
        try {
            // First the key: without it there is nothing to open.
            CaseKeys keys = caseKeys == null
                    ? null
                    : CaseKeys.open(caseKeys.folder(), LocalKeyFile.open(caseKeys.keyFile()), clock, reading);
            EvidenceStorage storage = bare(vault, clock, reading);
            return keys == null ? storage : new EncryptedStorage(storage, keys);
        } catch (IOException | EncryptionException e) {
            throw new VaultException("storage of vault '" + vault + "' cannot be opened: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new VaultException(
                    "storage of vault '" + vault + "' is in a bucket, and the AWS SDK is not on the class"
                            + " path; allowed: a program that brings software.amazon.awssdk:s3 and url-connection-client",
                    e);
        }
    }

    private EvidenceStorage bare(Path vault, Clock clock, boolean reading) throws IOException {
        if (bucket != null) {
            return S3Storage.open(bucket, clock);
        }
        return reading ? FolderStorage.reading(vault) : FolderStorage.open(vault, new DurableFiles(StepHook.NONE));
    }
}
