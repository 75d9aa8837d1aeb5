package dev.sluice.escalation.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that may sign evidence, and when each of them may. Comes from a PEM file, whose keys are good for ever, or from
 * a JSON file that says more:
 *
 * <pre>
 * {"keys": [{"publicKey": "-----BEGIN PUBLIC KEY-----…", "notBefore": "2026-01-01T00:00:00Z",
 *            "notAfter": "2027-01-01T00:00:00Z", "revokedAt": "2026-11-01T00:00:00Z", "reason": "laptop stolen"}]}
 * </pre>
 *
 * All but {@code publicKey} may be left out. What a revoked key signed is not trusted whatever time it bears, for whoever
 * has the key also chooses the time; only a time stamp of somebody else could tell.
 *
 * @param entries the keys
 */
public record KeyRing(List<Entry> entries) {
    private static final int LARGEST_FILE_BYTES = 1 << 20;
    private static final Set<String> MEMBERS = Set.of("publicKey", "notBefore", "notAfter", "revokedAt", "reason");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Copies the list. */
    public KeyRing {
        entries = List.copyOf(entries);
    }

    /**
     * A key and when it may sign.
     *
     * @param key the key
     * @param notBefore not before this moment; null for no bound
     * @param notAfter not at or after this moment; null for no bound
     * @param revokedAt when it was withdrawn; null where it was not
     * @param reason why it was withdrawn; empty where nobody said
     */
    public record Entry(
            VerificationKey key,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Instant revokedAt,
            String reason) {

        /** Why it may not have signed at that time, in a few words; null where it may. */
        @Nullable
        String objection(@Nullable Instant at) {
            if (revokedAt != null) {
                return "was revoked at " + revokedAt + (reason.isEmpty() ? "" : " (" + reason + ")");
            }
            if (at != null && notBefore != null && at.isBefore(notBefore)) {
                return "is valid from " + notBefore + ", and this is of " + at;
            }
            if (at != null && notAfter != null && !at.isBefore(notAfter)) {
                return "expired at " + notAfter + ", and this is of " + at;
            }
            return null;
        }

        /**
         * Why it may not have signed at that time or later, in a few words; null where it may: for what says no earlier than
         * when it was signed.
         */
        public @Nullable String objectionSince(@Nullable Instant earliest) {
            boolean early = earliest != null && notBefore != null && earliest.isBefore(notBefore);
            return objection(early ? notBefore : earliest);
        }
    }

    /** Keys that are good for ever. */
    public static KeyRing of(List<VerificationKey> keys) {
        return new KeyRing(
                keys.stream().map(key -> new Entry(key, null, null, null, "")).toList());
    }

    /**
     * The keys in a file.
     *
     * @throws VaultException where there is none, or one that cannot be read
     */
    public static KeyRing load(Path file) {
        String text = SmallFiles.text(file, LARGEST_FILE_BYTES, "key file");
        return text.stripLeading().startsWith("{") ? parse(text, file) : of(VerificationKey.load(file));
    }

    /** The entry of a key; null where it is not among them. */
    public @Nullable Entry find(String keyId) {
        return entries.stream()
                .filter(entry -> entry.key().id().equals(keyId))
                .findFirst()
                .orElse(null);
    }

    /**
     * Refuses a key that may not sign now.
     *
     * @throws VaultException where it is not among these, has expired or was revoked
     */
    void requireUsable(VerificationKey key, Instant now) {
        Entry entry = find(key.id());
        if (entry == null) {
            throw new VaultException(
                    "signing key " + key.id() + " is not among the trusted keys; allowed: one that is");
        }
        String objection = entry.objection(now);
        if (objection != null) {
            throw new VaultException(
                    "signing key " + key.id() + " " + objection + "; allowed: a key that is valid now");
        }
    }

    private static KeyRing parse(String text, Path file) {
        try {
            JsonNode keys = JSON.readTree(text).path("keys");
            List<Entry> entries = new ArrayList<>();
            for (JsonNode node : keys) {
                entries.add(entry(node, file));
            }
            if (entries.isEmpty()) {
                throw new VaultException(
                        "key file '" + file + "' holds no key; allowed: {\"keys\": [{\"publicKey\": …}]}");
            }
            return new KeyRing(entries);
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new VaultException(
                    "key file '" + file + "' cannot be read; allowed: JSON with times such as 2026-01-01T00:00:00Z", e);
        }
    }

    private static Entry entry(JsonNode node, Path file) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new VaultException(
                        "key file '" + file + "' has '" + Names.printable(name) + "'; allowed: " + MEMBERS);
            }
        }
        List<VerificationKey> keys =
                VerificationKey.parse(node.path("publicKey").asText(), file.toString());
        if (keys.size() != 1) {
            throw new VaultException("key file '" + file + "' has a publicKey that is none; allowed: one PEM block");
        }
        return new Entry(
                keys.get(0),
                time(node, "notBefore"),
                time(node, "notAfter"),
                time(node, "revokedAt"),
                node.path("reason").asText(""));
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        return node.hasNonNull(name) ? Instant.parse(node.path(name).asText()) : null;
    }
}
