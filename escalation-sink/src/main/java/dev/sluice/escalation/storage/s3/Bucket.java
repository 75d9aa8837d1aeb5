package dev.sluice.escalation.storage.s3;

import dev.sluice.escalation.storage.s3.S3Settings.Credentials;
import dev.sluice.escalation.storage.s3.S3Settings.Lock;
import dev.sluice.escalation.storage.s3.S3Settings.ServerSideEncryption;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHold;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The few requests that {@link S3Storage} makes, with names below the settings' prefix. Thread-safe. */
final class Bucket implements AutoCloseable {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int MOST_CONFLICTS = 5;

    private final S3Settings settings;
    private final Clock clock;
    private final S3Client client;

    Bucket(S3Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings.credentials()))
                .overrideConfiguration(
                        override -> override.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        if (settings.endpoint() != null) {
            // Stores other than AWS seldom have a host name for each bucket.
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        this.client = builder.build();
    }

    /** Refuses a bucket that is not there, or lacks the object lock that is asked for. */
    void check() throws IOException {
        attempt("be reached", () -> client.headBucket(request -> request.bucket(settings.bucket())));
        if (settings.lock() != null) {
            ObjectLockEnabled enabled = attempt(
                    "say whether it has object lock",
                    () -> client.getObjectLockConfiguration(request -> request.bucket(settings.bucket()))
                            .objectLockConfiguration()
                            .objectLockEnabled());
            if (enabled != ObjectLockEnabled.ENABLED) {
                throw new IOException(settings + " has no object lock; allowed: a bucket made with it, or no"
                        + " sink.storage.retention");
            }
        }
    }

    /** Creates an object; false where there is one of that name. */
    boolean create(String name, byte[] content) throws IOException {
        PutObjectRequest request = request(name);
        for (int conflicts = 0; ; conflicts++) {
            try {
                client.putObject(request, RequestBody.fromBytes(content));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                // Two requests for one name at once: the store asks to try again.
                if (e.statusCode() != CONFLICT || conflicts == MOST_CONFLICTS) {
                    throw failure("create an object", e);
                }
            } catch (SdkException e) {
                throw failure("create an object", e);
            }
        }
    }

    boolean exists(String name) throws IOException {
        try {
            client.headObject(request -> request.bucket(settings.bucket()).key(settings.prefix() + name));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw failure("say whether it has an object", e);
        } catch (SdkException e) {
            throw failure("say whether it has an object", e);
        }
    }

    byte[] get(String name, int limit) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in =
                client.getObject(request -> request.bucket(settings.bucket()).key(settings.prefix() + name))) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                in.abort();
                throw new IOException("larger than " + limit + " bytes");
            }
            return bytes;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                throw new NoSuchFileException(name);
            }
            throw failure("give an object", e);
        } catch (SdkException e) {
            throw failure("give an object", e);
        }
    }

    /** Visits the names that begin so, without the settings' prefix. */
    void list(String start, Consumer<String> visitor) throws IOException {
        String from = settings.prefix() + start;
        try {
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(settings.bucket()).prefix(from))
                    .contents()) {
                visitor.accept(object.key().substring(settings.prefix().length()));
            }
        } catch (SdkException e) {
            throw failure("list its objects", e);
        }
    }

    /** Whether the object is locked as the settings ask. */
    boolean isLocked(String name) throws IOException {
        try {
            ObjectLockRetention retention = client.getObjectRetention(
                            request -> request.bucket(settings.bucket()).key(settings.prefix() + name))
                    .retention();
            Lock lock = settings.lock();
            return retention != null && retention.mode() != null && (lock == null || !lock.legalHold() || held(name));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw failure("say whether an object is locked", e);
        } catch (SdkException e) {
            throw failure("say whether an object is locked", e);
        }
    }

    /** Until when object lock keeps an object; null where it does not, or not any more. */
    @Nullable
    Instant lockedUntil(String name) throws IOException {
        if (settings.lock() == null) {
            return null;
        }
        try {
            ObjectLockRetention retention = client.getObjectRetention(
                            request -> request.bucket(settings.bucket()).key(settings.prefix() + name))
                    .retention();
            Instant until = retention == null ? null : retention.retainUntilDate();
            return until != null && until.isAfter(clock.instant()) ? until : null;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return null;
            }
            throw failure("say whether an object is locked", e);
        } catch (SdkException e) {
            throw failure("say whether an object is locked", e);
        }
    }

    /** Locks an object as the settings ask. */
    void lock(String name) throws IOException {
        Lock lock = settings.lock();
        if (lock == null) {
            return;
        }
        ObjectLockRetention retention = ObjectLockRetention.builder()
                .mode(ObjectLockRetentionMode.GOVERNANCE)
                .retainUntilDate(clock.instant().plus(lock.retention()))
                .build();
        attempt(
                "lock an object",
                () -> client.putObjectRetention(request -> request.bucket(settings.bucket())
                        .key(settings.prefix() + name)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .retention(retention)));
        if (lock.legalHold()) {
            hold(name, true);
        }
    }

    void hold(String name, boolean on) throws IOException {
        ObjectLockLegalHold hold = ObjectLockLegalHold.builder()
                .status(on ? ObjectLockLegalHoldStatus.ON : ObjectLockLegalHoldStatus.OFF)
                .build();
        attempt(
                "take a legal hold",
                () -> client.putObjectLegalHold(request -> request.bucket(settings.bucket())
                        .key(settings.prefix() + name)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .legalHold(hold)));
    }

    /**
     * Deletes every version of an object: where there are versions, to delete a name only hides it. Locks are respected,
     * never bypassed.
     */
    void delete(String name) throws IOException {
        String key = settings.prefix() + name;
        attempt("delete an object", () -> {
            client
                    .listObjectVersionsPaginator(
                            request -> request.bucket(settings.bucket()).prefix(key))
                    .versions()
                    .stream()
                    .filter(version -> version.key().equals(key))
                    .forEach(version -> client.deleteObject(request ->
                            request.bucket(settings.bucket()).key(key).versionId(version.versionId())));
            return name;
        });
    }

    boolean held(String name) throws IOException {
        try {
            return client.getObjectLegalHold(
                                    request -> request.bucket(settings.bucket()).key(settings.prefix() + name))
                            .legalHold()
                            .status()
                    == ObjectLockLegalHoldStatus.ON;
        } catch (S3Exception e) {
            // None was ever set.
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw failure("say whether there is a legal hold", e);
        } catch (SdkException e) {
            throw failure("say whether there is a legal hold", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private PutObjectRequest request(String name) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(settings.prefix() + name)
                .ifNoneMatch("*")
                .checksumAlgorithm(ChecksumAlgorithm.SHA256);
        Lock lock = settings.lock();
        if (lock != null) {
            request.objectLockMode(ObjectLockMode.GOVERNANCE)
                    .objectLockRetainUntilDate(clock.instant().plus(lock.retention()));
            if (lock.legalHold()) {
                request.objectLockLegalHoldStatus(ObjectLockLegalHoldStatus.ON);
            }
        }
        switch (settings.encryption()) {
            case ServerSideEncryption.BucketDefault none -> {
                // The bucket knows.
            }
            case ServerSideEncryption.StoreKey store ->
                request.serverSideEncryption(software.amazon.awssdk.services.s3.model.ServerSideEncryption.AES256);
            case ServerSideEncryption.KmsKey kms ->
                request.serverSideEncryption(software.amazon.awssdk.services.s3.model.ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId(kms.keyId());
        }
        return request.build();
    }

    private interface Call<T> {
        T make();
    }

    private <T> T attempt(String what, Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (SdkException e) {
            throw failure(what, e);
        }
    }

    private IOException failure(String what, SdkException e) {
        String reason = e instanceof S3Exception s3 && s3.awsErrorDetails() != null
                ? s3.statusCode() + " " + s3.awsErrorDetails().errorCode()
                : e.getClass().getSimpleName();
        return new IOException(settings + " cannot " + what + " (" + reason + ")", e);
    }

    private static AwsCredentialsProvider credentials(@Nullable Credentials credentials) {
        return credentials == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey()));
    }
}
