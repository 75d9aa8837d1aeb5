package dev.sluice.escalation.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.log.LogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a leaf says: this package, with this manifest, was sealed at this time, by this custody event. The hash of the
 * custody event binds everything that custody had said before it, so a custody log that is rewritten no longer fits the
 * leaves. Names no escalation, post or person.
 *
 * @param packageId the package's id
 * @param version which version of the package, 1 for the first
 * @param manifestSha256 hash of the package's signed list of files
 * @param sealedAt when it was sealed, by the custody log
 * @param custodySeq number of the custody event that sealed it
 * @param custodyHash hash of that event
 */
public record LeafStatement(
        String packageId, int version, String manifestSha256, Instant sealedAt, long custodySeq, String custodyHash) {
    /** What an entry of the log starts to say what it is. */
    public static final String TYPE = "sluice-evidence-package/1";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Pattern PACKAGE = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form of ids and hashes. */
    public LeafStatement {
        boolean sound = PACKAGE.matcher(packageId).matches()
                && SHA256.matcher(manifestSha256).matches()
                && SHA256.matcher(custodyHash).matches()
                && version > 0
                && custodySeq > 0;
        if (!sound) {
            throw new LogException("a leaf's ids and hashes are malformed; allowed: lower-case hex, numbers from 1");
        }
    }

    /** What the leaf of a sealing says. */
    static LeafStatement of(CustodyEvent sealing) {
        return new LeafStatement(
                sealing.act().packageId(),
                sealing.act().version(),
                sealing.act().sha256(),
                sealing.at(),
                sealing.seq(),
                sealing.hash());
    }

    /** The entry: a JSON object with its members in alphabetical order and no white space (RFC 8785). */
    public byte[] bytes() {
        String json = "{\"custodyHash\":\"" + custodyHash + "\",\"custodySeq\":" + custodySeq + ",\"manifestSha256\":\""
                + manifestSha256 + "\",\"package\":\"" + packageId + "\",\"sealedAt\":\"" + sealedAt + "\",\"type\":\""
                + TYPE + "\",\"version\":" + version + "}";
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The statement in an entry.
     *
     * @throws LogException where it is none in exactly this form
     */
    public static LeafStatement parse(byte[] entry) {
        try {
            JsonNode node = JSON.readTree(entry);
            LeafStatement statement = new LeafStatement(
                    node.path("package").asText(),
                    node.path("version").asInt(),
                    node.path("manifestSha256").asText(),
                    Instant.parse(node.path("sealedAt").asText()),
                    node.path("custodySeq").asLong(),
                    node.path("custodyHash").asText());
            if (Arrays.equals(statement.bytes(), entry)) {
                return statement;
            }
        } catch (JsonProcessingException | DateTimeParseException | LogException e) {
            // Said below.
        } catch (IOException e) {
            throw new AssertionError("memory can be read", e);
        }
        throw new LogException("it is no statement about a package in canonical form");
    }
}
