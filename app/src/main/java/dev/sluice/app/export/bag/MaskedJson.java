package dev.sluice.app.export.bag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.redact.Redaction.Kind;
import java.util.Set;

/** Masks one JSON file of a package, by the names of its fields. */
final class MaskedJson {
    private static final Set<String> MEMBERS = Set.of("author", "target");
    /** Filled from the operator's tables of legal routes: places, provisions and periods, and nobody's words. */
    private static final Set<String> TABLES = Set.of("regimes", "clocks");

    /** Of the record that a post was mapped from: as it was read, with all that is masked elsewhere. */
    private static final Set<String> BYTES = Set.of("key", "value");

    private static final Set<String> WORDS =
            Set.of("text", "summary", "requestedAction", "change", "rationale", "explanation", "meaning", "words");

    private final CaseFile file;
    private final String path;

    MaskedJson(CaseFile file, String path) {
        this.file = file;
        this.path = path;
    }

    /** How a file of a package is treated. */
    enum Rules {
        /** Holds nobody's words and no identities. */
        AS_IT_IS,
        /** A post, decision or assessment. */
        RECORD,
        /** The escalation: texts of any field may hold words. */
        ALL_TEXTS,
        /** A post of the thread, whose author is masked already. */
        CONTEXT,
        /** What a post shows. */
        MEDIA,
        /** What is known of a document. */
        DOCUMENT,
        /** Bytes that cannot be masked, and files that nobody here knows. */
        WITHHELD;

        /** Those of a file below {@code data/}. */
        static Rules of(String path) {
            boolean json = path.endsWith(".json");
            if (path.startsWith("data/policy/") && path.endsWith(".yaml")
                    || path.startsWith("data/model/")
                    || path.equals("data/policy/release.json")
                    || path.equals("data/not-collected.json")
                    || path.equals("data/escalation/escalation.avsc")
                    || path.startsWith("data/raw/") && (json || path.endsWith(".avsc"))) {
                return AS_IT_IS;
            }
            if (json && (path.startsWith("data/post/") || path.startsWith("data/assessment/"))
                    || path.equals("data/decision/decision.json")) {
                return RECORD;
            }
            if (path.equals("data/escalation/escalation.json")) {
                return ALL_TEXTS;
            }
            if (json && path.startsWith("data/context/")) {
                return CONTEXT;
            }
            if (path.equals("data/media/media.json")) {
                return MEDIA;
            }
            boolean about = path.endsWith("/about.json");
            return about && (path.startsWith("data/notices/") || path.startsWith("data/correspondence/"))
                    ? DOCUMENT
                    : WITHHELD;
        }
    }

    /** A masked copy. */
    JsonNode masked(JsonNode node, Rules rules) {
        return masked("", node, rules);
    }

    private JsonNode masked(String field, JsonNode node, Rules rules) {
        if (rules == Rules.ALL_TEXTS && TABLES.contains(field)) {
            return node;
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(entry -> copy.set(
                            entry.getKey(),
                            field.equals("labels")
                                    ? text(whole(entry.getKey(), Kind.LABEL, entry.getValue()))
                                    : masked(entry.getKey(), entry.getValue(), rules)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(masked(field, item, rules)));
            return copy;
        }
        return node.isTextual() ? text(masked(field, node.asText(), rules)) : node;
    }

    private String masked(String field, String value, Rules rules) {
        String where = path + ": " + field;
        return switch (rules) {
            case AS_IT_IS, WITHHELD -> value;
            case ALL_TEXTS -> file.text(where, value).shown();
            case MEDIA -> field.equals("uri") ? file.redactor().link(where, value) : value;
            case DOCUMENT -> field.equals("name") ? file.redactor().whole(where, Kind.DOCUMENT, value) : value;
            case CONTEXT -> WORDS.contains(field) ? file.text(where, value).shown() : value;
            case RECORD -> {
                if (MEMBERS.contains(field)) {
                    yield file.redactor().member(where, value);
                }
                if (field.equals("uri")) {
                    yield file.redactor().link(where, value);
                }
                if (BYTES.contains(field)) {
                    yield file.redactor().whole(where, Kind.RECORD, value);
                }
                yield WORDS.contains(field) ? file.text(where, value).shown() : value;
            }
        };
    }

    private String whole(String label, Kind kind, JsonNode value) {
        return file.redactor().whole(path + ": labels." + label, kind, value.asText(""));
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
