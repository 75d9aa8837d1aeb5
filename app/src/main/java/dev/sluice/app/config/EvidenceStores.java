package dev.sluice.app.config;

import dev.sluice.escalation.storage.s3.S3Settings;
import dev.sluice.escalation.storage.s3.S3Settings.Credentials;
import dev.sluice.escalation.storage.s3.S3Settings.Lock;
import dev.sluice.escalation.storage.s3.S3Settings.ServerSideEncryption;
import dev.sluice.escalation.vault.StorageSettings;
import dev.sluice.escalation.vault.StorageSettings.CaseKeyFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Turns the sink's section into where evidence lies. */
final class EvidenceStores {
    private EvidenceStores() {}

    /**
     * Where evidence lies.
     *
     * @throws IllegalArgumentException in one line
     */
    static StorageSettings of(SluiceConfig.Sink section) {
        SluiceConfig.Storage storage = section.storage();
        SluiceConfig.CaseKeys keys = section.caseKeys();
        return new StorageSettings(
                storage == null ? null : bucket(storage),
                keys == null ? null : new CaseKeyFiles(Path.of(keys.folder()), Path.of(keys.keyFile())));
    }

    private static S3Settings bucket(SluiceConfig.Storage storage) {
        String endpoint = storage.endpoint();
        String accessKey = storage.accessKey();
        String secretKey = storage.secretKey();
        String kmsKey = storage.kmsKey();
        String prefix = storage.prefix();
        return new S3Settings(
                storage.bucket(),
                prefix == null ? "" : prefix,
                storage.region(),
                endpoint == null ? null : URI.create(endpoint),
                accessKey == null || secretKey == null ? null : new Credentials(accessKey, secretKey),
                kmsKey == null ? new ServerSideEncryption.BucketDefault() : new ServerSideEncryption.KmsKey(kmsKey),
                lock(storage));
    }

    private static @Nullable Lock lock(SluiceConfig.Storage storage) {
        String retention = storage.retention();
        if (retention == null) {
            return null;
        }
        try {
            return new Lock(Duration.parse(retention), Boolean.TRUE.equals(storage.legalHold()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "sink.storage.retention '" + retention + "' cannot be used; allowed: a duration such as P3650D", e);
        }
    }
}
