package dev.sluice.escalation.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.digest.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * The in-toto statement (version 1 of in-toto/attestation) about a package: the hashes of its three lists of files, and
 * what the package is. The lists hold the hashes of all the rest.
 */
final class Statement {
    /** What the statement says of its subjects. */
    static final String PREDICATE_TYPE = "urn:sluice:evidence-package:1";

    /** The files that it names. */
    static final List<String> SUBJECTS = List.of(Manifest.PAYLOAD, Manifest.PAYLOAD_512, Manifest.TAGS);

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Statement() {}

    /** The statement about a package with these lists. */
    static byte[] of(SortedMap<String, byte[]> lists, PackageId id) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", TYPE);
        ArrayNode subjects = statement.putArray("subject");
        for (String name : SUBJECTS) {
            byte[] content = lists.getOrDefault(name, new byte[0]);
            ObjectNode subject = subjects.addObject();
            subject.put("name", name);
            subject.putObject("digest")
                    .put("sha256", HashAlgorithm.SHA_256.hex(content))
                    .put("sha512", HashAlgorithm.SHA_512.hex(content));
        }
        statement.put("predicateType", PREDICATE_TYPE);
        ObjectNode predicate = statement.putObject("predicate");
        predicate.put("package", id.packageId());
        predicate.put("version", id.version());
        predicate.put("tenant", id.tenant());
        String superseded = id.supersedesSha256();
        if (superseded != null) {
            predicate.putObject("supersedes").put("version", id.version() - 1).put("tagmanifestSha256", superseded);
        }
        return statement.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the statement names these lists, all of them and as they are.
     *
     * @throws IOException where it is none
     */
    static boolean names(byte[] statement, SortedMap<String, byte[]> lists) throws IOException {
        JsonNode root = JSON.readTree(statement);
        JsonNode subjects = root.path("subject");
        if (!root.path("_type").asText().equals(TYPE)
                || !root.path("predicateType").asText().equals(PREDICATE_TYPE)
                || subjects.size() != SUBJECTS.size()) {
            return false;
        }
        for (int i = 0; i < SUBJECTS.size(); i++) {
            JsonNode subject = subjects.path(i);
            byte[] content = lists.getOrDefault(SUBJECTS.get(i), new byte[0]);
            if (!subject.path("name").asText().equals(SUBJECTS.get(i))
                    || !hash(subject, "sha256").equals(HashAlgorithm.SHA_256.hex(content))
                    || !hash(subject, "sha512").equals(HashAlgorithm.SHA_512.hex(content))) {
                return false;
            }
        }
        return true;
    }

    private static String hash(JsonNode subject, String algorithm) {
        return subject.path("digest").path(algorithm).asText();
    }
}
