package dev.sluice.app.outcomes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.topology.outcomes.statements.TransparencySchema;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statements, labels and reports as JSON. The keys are a contract. */
public final class OutcomeJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TransparencySchema SCHEMA = TransparencySchema.shipped();

    private OutcomeJson() {}

    /** The fields of a statement; its public part under the names of the transparency database, ready to be submitted. */
    public static void write(JsonGenerator json, StatementOfReasons statement) throws IOException {
        json.writeStringField("id", statement.getId());
        json.writeStringField("kind", id(statement.getKind()));
        nullable(json, "follows", statement.getFollows());
        json.writeStringField("decision", statement.getDecision());
        json.writeStringField("post", statement.getPost());
        json.writeNumberField("revision", statement.getRevision());
        json.writeStringField("community", statement.getCommunity());
        nullable(json, "author", statement.getAuthor());
        json.writeStringField("outcome", id(statement.getOutcome()));
        json.writeStringField("rule", statement.getRule());
        nullable(json, "clause", statement.getClause());
        nullable(json, "law", statement.getLaw());
        json.writeStringField("sourceType", statement.getSourceType());
        json.writeBooleanField("automatedDetection", statement.getAutomatedDetection());
        json.writeStringField("automatedDecision", statement.getAutomatedDecision());
        json.writeStringField("language", statement.getLanguage());
        json.writeStringField("languageWanted", statement.getLanguageWanted());
        json.writeStringField("subject", statement.getSubject());
        json.writeStringField("text", statement.getText());
        json.writeStringField("contestUntil", statement.getContestUntil().toString());
        json.writeStringField("issuedAt", statement.getIssuedAt().toString());
        if (statement.getPublicStatement() == null) {
            json.writeNullField("public");
        } else {
            json.writeObjectFieldStart("public");
            for (Map.Entry<String, List<String>> attribute : TransparencySchema.attributes(
                            statement.getPublicStatement())
                    .entrySet()) {
                write(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        }
        write(json, "withheld", statement.getWithheld(), true);
    }

    private static void write(JsonGenerator json, String name, List<String> values) throws IOException {
        write(json, name, values, SCHEMA.isList(name));
    }

    private static void write(JsonGenerator json, String name, List<String> values, boolean list) throws IOException {
        if (!list) {
            json.writeStringField(name, values.getFirst());
            return;
        }
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** The fields of a label. */
    public static void write(JsonGenerator json, Label label) throws IOException {
        json.writeStringField("id", label.getId());
        json.writeStringField("verdict", label.getVerdict());
        json.writeStringField("kind", id(label.getKind()));
        json.writeStringField("decision", label.getDecision());
        json.writeStringField("post", label.getPost());
        json.writeNumberField("revision", label.getRevision());
        json.writeStringField("thread", label.getThread());
        json.writeStringField("community", label.getCommunity());
        json.writeStringField("decided", id(label.getDecided()));
        json.writeBooleanField("automatic", label.getAutomatic());
        json.writeStringField("ruled", id(label.getRuled()));
        json.writeBooleanField("upheld", label.getUpheld());
        json.writeStringField("rule", label.getRule());
        write(json, "otherRules", label.getOtherRules(), true);
        json.writeObjectFieldStart("risk");
        for (String category : RiskValues.CATEGORIES) {
            json.writeNumberField(category, RiskValues.of(label.getRisk(), category));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("categories");
        for (Map.Entry<String, Boolean> category : new TreeMap<>(label.getCategories()).entrySet()) {
            json.writeBooleanField(category.getKey(), category.getValue());
        }
        json.writeEndObject();
        json.writeStringField("language", label.getLanguage());
        json.writeStringField("policy", label.getPolicy());
        json.writeStringField("policyVersion", label.getPolicyVersion());
        json.writeStringField("rules", label.getRules());
        json.writeStringField("models", label.getModels());
        json.writeNumberField("weight", label.getWeight());
        json.writeStringField("decidedAt", label.getDecidedAt().toString());
        json.writeStringField("openedAt", label.getOpenedAt().toString());
        json.writeStringField("ruledAt", label.getRuledAt().toString());
    }

    /** The fields of a report. */
    public static void write(JsonGenerator json, CommunityReport report) throws IOException {
        json.writeStringField("community", report.getCommunity());
        json.writeStringField("window", id(report.getWindow()));
        json.writeStringField("start", report.getStartAt().toString());
        json.writeStringField("end", report.getEndAt().toString());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : new TreeMap<>(report.getCounts()).entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    /**
     * A label from its line.
     *
     * @throws IllegalArgumentException where the line is none; says why, not what it holds
     */
    static Label label(String line) {
        JsonNode json = tree(line);
        Label label = new Label();
        label.setId(text(json, "id"));
        label.setVerdict(text(json, "verdict"));
        label.setKind(one(LabelKind.class, json, "kind"));
        label.setDecision(text(json, "decision"));
        label.setPost(text(json, "post"));
        label.setRevision(json.path("revision").asInt());
        label.setThread(text(json, "thread"));
        label.setCommunity(text(json, "community"));
        label.setDecided(one(Outcome.class, json, "decided"));
        label.setAutomatic(json.path("automatic").asBoolean());
        label.setRuled(one(Outcome.class, json, "ruled"));
        label.setUpheld(json.path("upheld").asBoolean());
        label.setRule(text(json, "rule"));
        List<String> others = new java.util.ArrayList<>();
        json.path("otherRules").forEach(rule -> others.add(rule.asText()));
        label.setOtherRules(others);
        Risk risk = new Risk();
        for (String category : RiskValues.CATEGORIES) {
            risk.put(category, (float) json.path("risk").path(category).asDouble());
        }
        label.setRisk(risk);
        Map<String, Boolean> categories = new HashMap<>();
        json.path("categories")
                .properties()
                .forEach(
                        entry -> categories.put(entry.getKey(), entry.getValue().asBoolean()));
        label.setCategories(categories);
        label.setLanguage(text(json, "language"));
        label.setPolicy(text(json, "policy"));
        label.setPolicyVersion(text(json, "policyVersion"));
        label.setRules(text(json, "rules"));
        label.setModels(text(json, "models"));
        label.setWeight(json.path("weight").asDouble(1));
        label.setDecidedAt(time(json, "decidedAt"));
        label.setOpenedAt(time(json, "openedAt"));
        label.setRuledAt(time(json, "ruledAt"));
        return label;
    }

    /**
     * A report from its object.
     *
     * @throws IllegalArgumentException where it is none
     */
    static CommunityReport report(JsonNode json) {
        Map<String, Long> counts = new HashMap<>();
        json.path("counts")
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        CommunityReport report = new CommunityReport();
        report.setCommunity(text(json, "community"));
        report.setWindow(one(ReportWindow.class, json, "window"));
        report.setStartAt(time(json, "start"));
        report.setEndAt(time(json, "end"));
        report.setId(report.getCommunity() + "/" + id(report.getWindow()) + "/" + report.getStartAt());
        report.setCounts(counts);
        return report;
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("field '" + field + "' is missing or no string");
        }
        return value.textValue();
    }

    private static Instant time(JsonNode json, String field) {
        try {
            return Instant.parse(text(json, field));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("field '" + field + "' is no time such as 2026-03-01T12:00:00Z", e);
        }
    }

    private static <E extends Enum<E>> E one(Class<E> type, JsonNode json, String field) {
        try {
            return Enum.valueOf(type, text(json, field).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field '" + field + "' is no " + type.getSimpleName(), e);
        }
    }

    private static void nullable(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
