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
    /** In alphabetical order, as the canonical form wants them. */
    private static final List<String> MEMBERS = List.of(
            "action",
            "actor",
            "at",
            "authn",
            "file",
            "hash",
            "package",
            "prevHash",
            "purpose",
            "role",
            "seq",
            "sha256",
            "to",
            "version");

    /**
     * What was done to what, by whom and why.
     *
     * @param action what was done
     * @param subject what it was done to
     * @param by who did it
     * @param purpose why
     * @param to where it went: the folder of a copy, the recipient of a transfer; empty where it went nowhere
     */
    public record Act(CustodyAction action, Subject subject, Actor by, String purpose, String to) {
        private static final int LONGEST = 1_000;

        /** Refuses an act without a purpose or a package, and text that may not be in the log. */
        public Act {
            if (action.namesNoPackage() != subject.packageId().isEmpty()) {
                throw new IllegalArgumentException("custody event's package is no id; allowed: 40 hex digits");
            }
            CustodyText.require("purpose", purpose, LONGEST);
            CustodyText.allow("destination", to, LONGEST);
        }

        /** Something that went nowhere. */
        public Act(CustodyAction action, Subject subject, Actor by, String purpose) {
            this(action, subject, by, purpose, "");
        }

        /** Id of the package. */
        public String packageId() {
            return subject.packageId();
        }

        /** Version of the package. */
        public int version() {
            return subject.version();
        }

        /** Hash of what was touched. */
        public String sha256() {
            return subject.sha256();
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
    public String line() {
        return json(true);
    }

    private String json(boolean withHash) {
        ObjectNode node = JSON.createObjectNode();
        node.put("action", act.action.name());
        node.put("actor", act.by.name());
        node.put("at", at.toString());
        node.put("authn", act.by.authn());
        node.put("file", act.subject.file());
        if (withHash) {
            node.put("hash", hash);
        }
        node.put("package", act.packageId());
        node.put("prevHash", prevHash);
        node.put("purpose", act.purpose);
        node.put("role", act.by.role().label());
        node.put("seq", seq);
        node.put("sha256", act.sha256());
        node.put("to", act.to);
        node.put("version", act.version());
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
            CustodyEvent event = new CustodyEvent(
                    node.get("seq").asLong(),
                    act(node),
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

    private static Act act(JsonNode node) {
        Subject subject = new Subject(
                node.get("package").asText(),
                node.get("version").asInt(),
                node.get("file").asText(),
                node.get("sha256").asText());
        Actor by = new Actor(
                node.get("actor").asText(),
                Role.of(node.get("role").asText()),
                node.get("authn").asText());
        return new Act(
                CustodyAction.valueOf(node.get("action").asText()),
                subject,
                by,
                node.get("purpose").asText(),
                node.get("to").asText());
    }
}
