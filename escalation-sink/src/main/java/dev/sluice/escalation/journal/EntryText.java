package dev.sluice.escalation.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Entries as JSON. */
final class EntryText {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> MEMBERS =
            List.of("id", "number", "at", "actor", "role", "authn", "purpose", "body");

    private EntryText() {}

    static byte[] of(Entry entry) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", entry.id());
        node.put("number", entry.number());
        node.put("at", entry.at().toString());
        node.put("actor", entry.by().name());
        node.put("role", entry.by().role().label());
        node.put("authn", entry.by().authn());
        node.put("purpose", entry.purpose());
        node.set("body", entry.body());
        return (node + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads an entry; its hash says already that we wrote it. */
    static Entry parse(String name, byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()
                    || node.size() != MEMBERS.size()
                    || !MEMBERS.stream().allMatch(node::hasNonNull)) {
                throw new VaultException("journal entry " + name + " is none: its members are not " + MEMBERS);
            }
            Actor by = new Actor(
                    node.get("actor").asText(),
                    Role.of(node.get("role").asText()),
                    node.get("authn").asText());
            return new Entry(
                    node.get("id").asText(),
                    node.get("number").asInt(),
                    Instant.parse(node.get("at").asText()),
                    by,
                    node.get("purpose").asText(),
                    node.get("body"));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw new VaultException(
                    "journal entry " + name + " is none (" + e.getClass().getSimpleName() + ")");
        } catch (java.io.IOException e) {
            throw new VaultException("journal entry " + name + " cannot be read");
        }
    }
}
