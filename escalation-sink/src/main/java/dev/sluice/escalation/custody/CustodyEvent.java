package dev.sluice.escalation.custody;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.digest.Sha256;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One line of the custody log.
 *
 * @param seq 1 for the first event, one more for each
 * @param act what was done to what, by whom and why
 * @param at when, to the millisecond, by this machine's clock
 * @param prevHash hash of the event before; 64 zeros for the first
 * @param hash this event's own hash, lower-case hex
 */
public record CustodyEvent(long seq, Act act, Instant at, String prevHash, String hash) {
    /** The hash before the first event. */
    public static final String GENESIS = "0".repeat(Sha256.HEX_LENGTH);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern PACKAGE_ID = Pattern.compile("[0-9a-f]{40}");
    /** In alphabetical order, as the canonical form wants them. */
    private static final List<String> MEMBERS =
            List.of("action", "actor", "at", "hash", "manifestSha256", "package", "prevHash", "purpose", "role", "seq");

    /**
     * What was done to what, by whom and why. Text may hold no control characters, so that its canonical form is the
     * same with every JSON library.
     *
     * @param action what was done
     * @param packageId id of the package or of the quarantined record; empty where the log itself is meant
     * @param manifestSha256 hash of the package's signed manifest, or of the list of a quarantined record's files in the
     *     same form
     * @param actor who did it
     * @param role in which role
     * @param purpose why
     */
    public record Act(
            CustodyAction action, String packageId, String manifestSha256, String actor, String role, String purpose) {
        /** Refuses control characters, text that is no valid Unicode, and a package id that is no hash in hex. */
        public Act {
            boolean aboutPackage = action != CustodyAction.REPAIRED;
            if (aboutPackage && !PACKAGE_ID.matcher(packageId).matches()) {
                throw new IllegalArgumentException("custody event's package is no id; allowed: 40 hex digits");
            }
            for (String text : List.of(packageId, manifestSha256, actor, role, purpose)) {
                if (text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
                    throw new IllegalArgumentException(
                            "custody event holds a control character; allowed: printable text");
                }
            }
        }
    }

    /** The event that follows an event with this number and hash. */
    static CustodyEvent next(long prevSeq, String prevHash, Act act, Instant at) {
        CustodyEvent open = new CustodyEvent(prevSeq + 1, act, at, prevHash, "");
        return new CustodyEvent(open.seq, act, at, prevHash, open.computedHash());
    }

    /** What {@link #hash} must be. */
    public String computedHash() {
        return Sha256.hex(json(false));
    }

    /** The line, without its line break. */
    String line() {
        return json(true);
    }

    private String json(boolean withHash) {
        ObjectNode node = JSON.createObjectNode();
        node.put("action", act.action.name());
        node.put("actor", act.actor);
        node.put("at", at.toString());
        if (withHash) {
            node.put("hash", hash);
        }
        node.put("manifestSha256", act.manifestSha256);
        node.put("package", act.packageId);
        node.put("prevHash", prevHash);
        node.put("purpose", act.purpose);
        node.put("role", act.role);
        node.put("seq", seq);
        return node.toString();
    }

    /**
     * The event in a line.
     *
     * @throws CustodyException where the line is no event in exactly the form that {@link CustodyLog} writes
     */
    static CustodyEvent parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject()
                    || node.size() != MEMBERS.size()
                    || !MEMBERS.stream().allMatch(node::hasNonNull)) {
                throw new CustodyException("the members are not " + MEMBERS);
            }
            Act act = new Act(
                    CustodyAction.valueOf(node.get("action").asText()),
                    node.get("package").asText(),
                    node.get("manifestSha256").asText(),
                    node.get("actor").asText(),
                    node.get("role").asText(),
                    node.get("purpose").asText());
            CustodyEvent event = new CustodyEvent(
                    node.get("seq").asLong(),
                    act,
                    Instant.parse(node.get("at").asText()),
                    node.get("prevHash").asText(),
                    node.get("hash").asText());
            if (!event.line().equals(line)) {
                throw new CustodyException("it is not in canonical form");
            }
            return event;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw new CustodyException("it is no custody event (" + e.getClass().getSimpleName() + ")");
        }
    }
}
