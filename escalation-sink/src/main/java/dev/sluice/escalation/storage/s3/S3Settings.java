package dev.sluice.escalation.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where evidence lies in an object store, and how it is kept there. Prints no secret.
 *
 * @param bucket the bucket; with object lock, and so versioning, switched on where {@code lock} is given
 * @param prefix what every object's name begins with, such as {@code evidence/}; may be empty
 * @param region the store's region, such as {@code eu-central-1}
 * @param endpoint where the store is; null for AWS itself
 * @param credentials how to sign in; null for the platform's own ways (environment, profile, instance role)
 * @param encryption what the store encrypts with
 * @param lock how long objects cannot be deleted; null for no object lock
 */
public record S3Settings(
        String bucket,
        String prefix,
        String region,
        @Nullable URI endpoint,
        @Nullable Credentials credentials,
        ServerSideEncryption encryption,
        @Nullable Lock lock) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([a-z0-9][a-z0-9_-]{0,62}/){0,8}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    /** Refuses names that are none. */
    public S3Settings {
        require(BUCKET.matcher(bucket).matches(), "sink.storage.bucket", bucket, "3 to 63 of a-z, 0-9, '.' and '-'");
        require(
                PREFIX.matcher(prefix).matches(),
                "sink.storage.prefix",
                prefix,
                "folders of a-z, 0-9, '_' and '-', each with '/' at its end");
        require(REGION.matcher(region).matches(), "sink.storage.region", region, "such as eu-central-1");
    }

    /**
     * An access key.
     *
     * @param accessKey its id
     * @param secretKey its secret
     */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }

    /**
     * Object lock in governance mode: nobody deletes or shortens it by mistake, and who may by law can. Compliance mode,
     * which nobody could undo, would keep what must not be kept.
     *
     * @param retention how long from sealing
     * @param legalHold whether each object is put under legal hold as well when it is sealed
     */
    public record Lock(Duration retention, boolean legalHold) {
        /** Refuses a time that is none. */
        public Lock {
            require(
                    retention.compareTo(Duration.ofDays(1)) >= 0 && retention.compareTo(Duration.ofDays(36_500)) <= 0,
                    "sink.storage.retention",
                    retention.toString(),
                    "P1D to P36500D");
        }
    }

    /** What the store encrypts with. */
    public sealed interface ServerSideEncryption {
        /** What the bucket does by itself. */
        record BucketDefault() implements ServerSideEncryption {}

        /** Keys of the store (SSE-S3). */
        record StoreKey() implements ServerSideEncryption {}

        /**
         * A key of a key management service (SSE-KMS).
         *
         * @param keyId the key
         */
        record KmsKey(String keyId) implements ServerSideEncryption {}
    }

    private static void require(boolean fine, String key, String value, String allowed) {
        if (!fine) {
            throw new IllegalArgumentException(key + " '" + value + "' cannot be used; allowed: " + allowed);
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
    }
}
