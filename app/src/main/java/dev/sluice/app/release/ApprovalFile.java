package dev.sluice.app.release;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * One person's approval of a release, detached: a JSON file that says what was approved, by whom, and the signature.
 *
 * @param policy id of the pack
 * @param version its version
 * @param sha256 hash of its text as it stands alone
 * @param author who wrote it
 * @param approver who approves it
 * @param keyId id of the key that signed
 * @param signature Ed25519 over the canonical form of the release, base64
 */
public record ApprovalFile(
        String policy, String version, String sha256, String author, String approver, String keyId, String signature) {
    private static final int MAX_BYTES = 1 << 14;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The approval of a release. */
    public static ApprovalFile of(PolicyRelease release, String approver, String keyId, byte[] signature) {
        return new ApprovalFile(
                release.getPolicy(),
                release.getVersion(),
                release.getSha256(),
                String.valueOf(release.getAuthor()),
                approver,
                keyId,
                Base64.getEncoder().encodeToString(signature));
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException where it is no approval
     * @throws IOException where it cannot be read
     */
    public static ApprovalFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "approval " + file + " has " + Files.size(file) + " bytes; allowed: at most " + MAX_BYTES);
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), ApprovalFile.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "approval " + file + " is none: " + e.getOriginalMessage()
                            + "; allowed: a file that 'sluice policy approve' wrote",
                    e);
        }
    }

    /** Writes it; does not overwrite. */
    public void write(Path file) throws IOException {
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        Files.write(
                file,
                (new String(json, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8),
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE);
    }

    /**
     * The approval as the release carries it.
     *
     * @throws IllegalArgumentException where it is over another release
     */
    public Approval over(PolicyRelease release, Path file) {
        requireSame(file, "policy", policy, release.getPolicy());
        requireSame(file, "version", version, release.getVersion());
        requireSame(file, "author", author, String.valueOf(release.getAuthor()));
        requireSame(file, "sha256", sha256, release.getSha256());
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(signature));
            return new Approval(approver, keyId, bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("approval " + file + " has a signature that is not base64", e);
        }
    }

    private static void requireSame(Path file, String what, String approved, String released) {
        if (!approved.equals(released)) {
            throw new IllegalArgumentException("approval " + file + " is over " + what + " " + approved + "; allowed: "
                    + released + ", which is to be released");
        }
    }
}
