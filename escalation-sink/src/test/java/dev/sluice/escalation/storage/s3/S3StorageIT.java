package dev.sluice.escalation.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.CaseKeys;
import dev.sluice.escalation.storage.EncryptedStorage;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.EvidenceStorageContract;
import dev.sluice.escalation.storage.Parcel;
import dev.sluice.escalation.storage.s3.S3Settings.Credentials;
import dev.sluice.escalation.storage.s3.S3Settings.Lock;
import dev.sluice.escalation.storage.s3.S3Settings.ServerSideEncryption;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.Sealer;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** The storage in a bucket, over HTTP, against a server that is not ours. */
class S3StorageIT {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    static Path shared;

    private static ObjectStore store;

    @BeforeAll
    static void startsTheStore() throws Exception {
        store = ObjectStore.start(Files.createDirectory(shared.resolve("store")));
    }

    @AfterAll
    static void stopsTheStore() throws Exception {
        if (store != null) {
            store.close();
        }
    }

    /** What every storage does, in a bucket with object lock. */
    @Nested
    class Locked extends EvidenceStorageContract {
        private final S3Settings settings = settings(newBucket(true), "evidence/", new Lock(YEAR, false));

        @Override
        protected EvidenceStorage open() throws IOException {
            return S3Storage.open(settings, TestVaults.CLOCK);
        }

        @Override
        protected void publishHalf(Parcel parcel) {
            put(settings, parcel.location() + "/bagit.txt", parcel.files().get("bagit.txt"));
        }
    }

    /** The same, encrypted before it leaves this machine. */
    @Nested
    class Encrypted extends EvidenceStorageContract {
        private final S3Settings settings = settings(newBucket(true), "", new Lock(YEAR, false));

        @Override
        protected EvidenceStorage open() throws IOException {
            return new EncryptedStorage(S3Storage.open(settings, TestVaults.CLOCK), keys());
        }

        private CaseKeys keys() throws IOException {
            Path file = temp.resolve("kek.json");
            LocalKeyFile service = Files.exists(file) ? LocalKeyFile.open(file) : LocalKeyFile.create(file);
            return CaseKeys.open(temp.resolve("keys"), service, TestVaults.CLOCK, false);
        }

        @Override
        protected void publishHalf(Parcel parcel) throws IOException {
            // What a crash leaves are the very bytes that the next attempt makes.
            S3Settings whole = settings(newBucket(true), "", null);
            try (EvidenceStorage other = new EncryptedStorage(S3Storage.open(whole, TestVaults.CLOCK), keys())) {
                other.publish(List.of(parcel));
            }
            put(settings, parcel.location() + "/bagit.txt", get(whole, parcel.location() + "/bagit.txt"));
        }
    }

    @Nested
    class InABucket {
        @TempDir
        Path temp;

        @Test
        void unfinishedParcelWithOtherBytesIsNeverOverwritten() throws IOException {
            S3Settings settings = settings(newBucket(true), "evidence/", new Lock(YEAR, false));
            Parcel parcel = parcel();
            put(settings, parcel.location() + "/bagit.txt", new byte[] {7});
            try (EvidenceStorage storage = S3Storage.open(settings, TestVaults.CLOCK)) {
                assertThatThrownBy(() -> storage.publish(List.of(parcel)))
                        .isInstanceOf(FileAlreadyExistsException.class)
                        .hasMessageContaining("holds other bytes");
                assertThat(storage.contains(parcel.location())).isFalse();
            }
            assertThat(get(settings, parcel.location() + "/bagit.txt")).containsExactly(7);
        }

        @Test
        void everyObjectIsLockedUnderGovernanceAndHeldWhereAskedFor() throws IOException {
            S3Settings settings = settings(newBucket(true), "evidence/", new Lock(YEAR, true));
            try (EvidenceStorage storage = S3Storage.open(settings, TestVaults.CLOCK)) {
                storage.publish(List.of(parcel()));
                assertThat(storage.held(parcel().location())).isTrue();
            }
            List<String> names = names(settings);
            assertThat(names).hasSize(4).contains("evidence/complete/" + parcel().location());
            for (String name : names) {
                var retention = store.client()
                        .getObjectRetention(r -> r.bucket(settings.bucket()).key(name))
                        .retention();
                assertThat(retention.mode()).as(name).isEqualTo(ObjectLockRetentionMode.GOVERNANCE);
                assertThat(retention.retainUntilDate()).as(name).isEqualTo(TestVaults.NOW.plus(YEAR));
                var hold = store.client()
                        .getObjectLegalHold(r -> r.bucket(settings.bucket()).key(name))
                        .legalHold();
                assertThat(hold.status()).as(name).isEqualTo(ObjectLockLegalHoldStatus.ON);
            }
        }

        @Test
        void storeIsAskedToEncrypt() throws IOException {
            String bucket = newBucket(false);
            S3Settings settings = new S3Settings(
                    bucket,
                    "",
                    "us-east-1",
                    store.endpoint(),
                    credentials(),
                    new ServerSideEncryption.StoreKey(),
                    null);
            try (EvidenceStorage storage = S3Storage.open(settings, TestVaults.CLOCK)) {
                storage.publish(List.of(parcel()));
            }
            HeadObjectResponse head =
                    store.client().headObject(r -> r.bucket(bucket).key(parcel().location() + "/bagit.txt"));
            assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
        }

        @Test
        void bucketThatCannotServeIsAnErrorOfOneLine() {
            assertThatThrownBy(() -> S3Storage.open(settings("no-such-bucket", "", null), TestVaults.CLOCK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://no-such-bucket/")
                    .hasMessageContaining("cannot be reached")
                    .message()
                    .doesNotContain("\n")
                    .doesNotContain("secret");
            S3Settings unlocked = settings(newBucket(false), "", new Lock(YEAR, false));
            assertThatThrownBy(() -> S3Storage.open(unlocked, TestVaults.CLOCK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("object lock");
            S3Settings nowhere = new S3Settings(
                    "b-1",
                    "",
                    "us-east-1",
                    URI.create("http://localhost:1"),
                    credentials(),
                    new ServerSideEncryption.BucketDefault(),
                    null);
            assertThatThrownBy(() -> S3Storage.open(nowhere, TestVaults.CLOCK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }

        @Test
        void objectThatSomebodyAddedIsSeen() throws IOException {
            S3Settings settings = settings(newBucket(true), "evidence/", null);
            try (EvidenceStorage storage = S3Storage.open(settings, TestVaults.CLOCK)) {
                storage.publish(List.of(parcel()));
                put(settings, parcel().location() + "/data/planted.txt", new byte[] {1});
                assertThat(storage.files(parcel().location())).contains("data/planted.txt");
            }
        }

        @Test
        void vaultInABucketSealsVerifiesAndIsCopiedFrom() throws IOException {
            S3Settings settings = settings(newBucket(true), "evidence/", new Lock(YEAR, false));
            Path folder = temp.resolve("vault");
            Sealer sealer = new Sealer("garden-forum", TestVaults.key(folder), null, TestVaults.CLOCK);
            KeyRing trusted = KeyRing.of(List.of(sealer.key().verificationKey()));
            try (Vault vault =
                    Vault.open(TestVaults.settings(folder), sealer, open(settings), TestVaults.CLOCK, StepHook.NONE)) {
                for (int i = 0; i < 5; i++) {
                    vault.seal(Escalations.evidence(Escalations.of("p-" + i)));
                }
                SealResult again = vault.seal(Escalations.evidence(Escalations.of("p-1")));
                assertThat(((SealResult.Sealed) again).repeated()).isTrue();
            }
            assertThat(verify(folder, settings, trusted)).satisfies(verification -> {
                assertThat(verification.problems()).isEmpty();
                assertThat(verification.packages()).isEqualTo(5);
            });
            Path copy = temp.resolve("copy");
            String id;
            try (EvidenceAccess access =
                    EvidenceAccess.open(folder, open(settings), new Actor("m.example", Role.LEGAL, "os:mex"))) {
                id = names(settings).getFirst().split("/")[4];
                access.copy(access.find(id), copy, "for counsel");
            }
            assertThat(PackageVerifier.verify(copy, trusted, null).ok()).isTrue();
            store.client()
                    .putObject(
                            r -> r.bucket(settings.bucket())
                                    .key("evidence/packages/" + id.substring(0, 2) + "/" + id + "/v1/bagit.txt"),
                            RequestBody.fromString("changed"));
            assertThat(verify(folder, settings, trusted).exitCode()).isEqualTo(2);
        }

        private VaultVerification verify(Path folder, S3Settings settings, KeyRing trusted) throws IOException {
            try (EvidenceStorage storage = open(settings)) {
                return VaultVerifier.verify(folder, storage, trusted, each -> {});
            }
        }

        private EvidenceStorage open(S3Settings settings) throws IOException {
            return S3Storage.open(settings, TestVaults.CLOCK);
        }
    }

    private static Parcel parcel() {
        java.util.SortedMap<String, byte[]> files = new java.util.TreeMap<>();
        files.put("bagit.txt", new byte[] {1});
        files.put("data/a.bin", new byte[] {2});
        files.put("data/b.bin", new byte[0]);
        return new Parcel("packages/ab/" + "ab".repeat(20) + "/v1", files);
    }

    private static String newBucket(boolean objectLock) {
        String name = "evidence-" + BUCKETS.incrementAndGet();
        store.bucket(name, objectLock);
        return name;
    }

    private static S3Settings settings(String bucket, String prefix, Lock lock) {
        return new S3Settings(
                bucket,
                prefix,
                "us-east-1",
                store.endpoint(),
                credentials(),
                new ServerSideEncryption.BucketDefault(),
                lock);
    }

    private static Credentials credentials() {
        return new Credentials("key", "secret");
    }

    private static void put(S3Settings settings, String name, byte[] content) {
        store.client()
                .putObject(
                        r -> r.bucket(settings.bucket()).key(settings.prefix() + name), RequestBody.fromBytes(content));
    }

    private static byte[] get(S3Settings settings, String name) {
        return store.client()
                .getObjectAsBytes(r -> r.bucket(settings.bucket()).key(settings.prefix() + name))
                .asByteArray();
    }

    private static List<String> names(S3Settings settings) {
        return store.client().listObjectsV2(r -> r.bucket(settings.bucket())).contents().stream()
                .map(object -> object.key())
                .sorted()
                .toList();
    }
}
