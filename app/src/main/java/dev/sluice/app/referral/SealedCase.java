package dev.sluice.app.referral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sealed package holds about a case, as far as a packet needs it. Each file was compared with what was sealed before
 * it came here.
 *
 * @param sealed the package
 * @param files its files by path
 */
record SealedCase(SealedPackage sealed, Map<String, byte[]> files) {
    static final String ESCALATION = "data/escalation/escalation.json";
    static final String POST = "data/post/post.json";
    static final String DECISION = "data/decision/decision.json";
    static final String ASSESSMENT = "data/assessment/assessment.json";
    static final String RECORD = "data/raw/record.json";
    static final String NOT_COLLECTED = "data/not-collected.json";
    static final String MEDIA = "data/media/media.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the files. */
    SealedCase {
        files = new LinkedHashMap<>(files);
    }

    /** A file as JSON; nothing where the package has none. */
    JsonNode json(String path) {
        byte[] file = files.get(path);
        if (file == null) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new VaultException("file '" + path + "' of package '" + sealed.location() + "' is no JSON", e);
        }
    }

    /** Path and SHA-256 of each file that was used. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        files.forEach((path, content) -> hashes.put(path, Sha256.hex(content)));
        return hashes;
    }

    /** Prints the package alone. */
    @Override
    public String toString() {
        return "SealedCase[" + sealed.location() + "]";
    }
}
