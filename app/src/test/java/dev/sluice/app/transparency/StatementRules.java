package dev.sluice.app.transparency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.topology.outcomes.statements.TransparencySchema;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the database asks of one statement, written down a second time: only the lists of values are the product's own. Where
 * the database passes over what should not be there, this refuses it.
 */
final class StatementRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TransparencySchema SCHEMA = TransparencySchema.shipped();
    private static final Pattern PUID = Pattern.compile("^[a-zA-Z0-9-_]+$");
    private static final List<String> RESTRICTIONS =
            List.of("decision_visibility", "decision_monetary", "decision_provision", "decision_account");
    private static final Set<String> LISTS = Set.of(
            "decision_visibility", "content_type", "category_addition", "category_specification", "territorial_scope");
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("puid", 500),
            Map.entry("decision_visibility_other", 500),
            Map.entry("decision_monetary_other", 500),
            Map.entry("decision_facts", 5000),
            Map.entry("decision_ground_reference_url", 500),
            Map.entry("illegal_content_legal_ground", 500),
            Map.entry("illegal_content_explanation", 2000),
            Map.entry("incompatible_content_ground", 500),
            Map.entry("incompatible_content_explanation", 2000),
            Map.entry("content_type_other", 500),
            Map.entry("category_specification_other", 500),
            Map.entry("source_identity", 500));
    private static final List<String> REQUIRED = List.of(
            "decision_facts",
            "decision_ground",
            "content_type",
            "category",
            "territorial_scope",
            "content_date",
            "application_date",
            "source_type",
            "automated_detection",
            "automated_decision",
            "puid");
    private static final Map<String, List<String>> GROUNDS = Map.of(
            "DECISION_GROUND_ILLEGAL_CONTENT", List.of("illegal_content_legal_ground", "illegal_content_explanation"),
            "DECISION_GROUND_INCOMPATIBLE_CONTENT",
                    List.of("incompatible_content_ground", "incompatible_content_explanation"));

    private final ObjectNode errors = JSON.createObjectNode();
    private final JsonNode statement;

    private StatementRules(JsonNode statement) {
        this.statement = statement;
    }

    /** What is wrong, messages by attribute; empty where nothing is. */
    static ObjectNode errors(JsonNode statement) {
        StatementRules rules = new StatementRules(statement);
        rules.check();
        return rules.errors;
    }

    private void check() {
        statement.fieldNames().forEachRemaining(name -> {
            if (!SCHEMA.names().contains(name)) {
                add(name, "The attribute is unknown.");
            }
        });
        REQUIRED.forEach(name -> require(name, "The " + name + " field is required."));
        if (RESTRICTIONS.stream().allMatch(this::isAbsent)) {
            RESTRICTIONS.forEach(name -> add(name, "One of the restrictions is required."));
        }
        statement.properties().forEach(field -> checkValue(field.getKey(), field.getValue()));
        checkGround();
        checkOther("decision_visibility", "DECISION_VISIBILITY_OTHER");
        checkOther("content_type", "CONTENT_TYPE_OTHER");
        checkOther("decision_monetary", "DECISION_MONETARY_OTHER");
        if (texts("source_type").contains("SOURCE_VOLUNTARY") && !isAbsent("source_identity")) {
            add("source_identity", "The field is dropped for SOURCE_VOLUNTARY.");
        }
        if (!PUID.matcher(statement.path("puid").asText()).matches()) {
            add("puid", "The puid format is invalid.");
        }
        checkDay("content_date", "2000-01-01");
        checkDay("application_date", "2020-01-01");
        for (String end : List.of("account", "monetary", "service", "visibility")) {
            checkDay(
                    "end_date_" + end + "_restriction",
                    statement.path("application_date").asText());
        }
        checkProductCode();
        checkUrl();
    }

    private void checkValue(String name, JsonNode value) {
        if (value.isNull() || name.equals("content_id")) {
            return;
        }
        if (LISTS.contains(name) != value.isArray()) {
            add(name, "The " + name + (value.isArray() ? " must be a string." : " must be an array."));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String text : texts(name)) {
            if (!seen.add(text)) {
                add(name, "The " + name + " has a value twice.");
            }
            if (text.length() > LENGTHS.getOrDefault(name, Integer.MAX_VALUE)) {
                add(name, "The " + name + " may not be greater than " + LENGTHS.get(name) + " characters.");
            }
            List<String> allowed = SCHEMA.values(name);
            if (!allowed.isEmpty() && !allowed.contains(text)) {
                add(name, "The selected " + name + " is invalid.");
            }
        }
        if (name.equals("content_language") && !value.asText().matches("[A-Z]{2}")) {
            add(name, "The selected content_language is invalid.");
        }
    }

    private void checkGround() {
        String ground = statement.path("decision_ground").asText();
        GROUNDS.forEach((value, names) -> names.forEach(name -> {
            if (value.equals(ground)) {
                require(name, "The " + name + " field is required when decision_ground is " + value + ".");
            } else if (!isAbsent(name)) {
                add(name, "The field is dropped unless decision_ground is " + value + ".");
            }
        }));
        if (!ground.equals("DECISION_GROUND_INCOMPATIBLE_CONTENT") && !isAbsent("incompatible_content_illegal")) {
            add("incompatible_content_illegal", "The field is dropped unless the ground is the terms.");
        }
    }

    private void checkOther(String name, String value) {
        boolean other = texts(name).contains(value);
        if (other) {
            require(name + "_other", "The " + name + "_other field is required.");
        } else if (!isAbsent(name + "_other")) {
            add(name + "_other", "The field is dropped unless " + name + " has " + value + ".");
        }
    }

    private void checkDay(String name, String earliest) {
        if (isAbsent(name)) {
            return;
        }
        String given = statement.path(name).asText();
        try {
            LocalDate day = LocalDate.parse(given);
            if (day.toString().compareTo(earliest) < 0 || day.isAfter(LocalDate.of(2038, 1, 1))) {
                add(name, "The " + name + " is out of range.");
            }
        } catch (DateTimeParseException e) {
            add(name, "The " + name + " does not match the format Y-m-d.");
        }
    }

    private void checkProductCode() {
        JsonNode id = statement.path("content_id");
        if (!id.isMissingNode() && !id.path("EAN-13").asText().matches("\\d{13}")) {
            add("content_id", "The content_id is invalid.");
        }
    }

    private void checkUrl() {
        String url = statement.path("decision_ground_reference_url").asText("");
        if (!url.isEmpty() && URI.create(url).getHost() == null) {
            add("decision_ground_reference_url", "The url is invalid.");
        }
    }

    private void require(String name, String message) {
        if (isAbsent(name)) {
            add(name, message);
        }
    }

    private boolean isAbsent(String name) {
        JsonNode value = statement.path(name);
        boolean empty =
                value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
        return value.isMissingNode() || value.isNull() || empty;
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode value = statement.path(name);
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else if (value.isTextual()) {
            texts.add(value.asText());
        }
        return texts;
    }

    private void add(String name, String message) {
        ArrayNode messages = errors.has(name) ? (ArrayNode) errors.get(name) : errors.putArray(name);
        messages.add(message);
    }
}
