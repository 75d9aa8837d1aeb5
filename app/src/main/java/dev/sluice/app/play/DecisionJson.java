package dev.sluice.app.play;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DecisionFacts;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.TextSpan;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a decision as a line of {@code decisions.jsonl}. Its keys are a contract. */
public final class DecisionJson {
    private DecisionJson() {}

    /** Writes all fields between the braces. */
    public static void write(JsonGenerator json, Decision decision) throws IOException {
        json.writeStringField("id", decision.getPost());
        json.writeNumberField("revision", decision.getRevision());
        json.writeStringField("outcome", Tally.id(decision.getOutcome()));
        writeNullable(json, "escalated", decision.getEscalated());
        json.writeStringField("rule", decision.getRule());
        writeNullable(json, "clause", decision.getClause());
        json.writeStringField("rationale", decision.getRationale());
        writeRisk(json, decision.getRisk());
        writeSpans(json, decision.getSpans());
        writeContext(json, decision.getContext());
        json.writeStringField("policy", decision.getPolicy() + "@" + decision.getPolicyVersion());
        json.writeStringField("rules", decision.getRules());
        json.writeStringField("models", decision.getModels());
        writeNullable(json, "supersedes", decision.getSupersedes());
        // Beyond the contract: the id that another line's 'supersedes' names.
        json.writeStringField("decision", decision.getId());
        writeRecord(json, decision);
    }

    /** Beyond the contract too: what else `policy replay` needs to decide again. */
    private static void writeRecord(JsonGenerator json, Decision decision) throws IOException {
        json.writeStringField("thread", decision.getThread());
        json.writeStringField("community", decision.getCommunity());
        writeNullable(json, "author", decision.getAuthor());
        json.writeStringField("language", decision.getLanguage());
        json.writeStringField("trigger", decision.getTrigger().name().toLowerCase(Locale.ROOT));
        json.writeStringField("createdAt", decision.getPostCreatedAt().toString());
        json.writeStringField("decidedAt", decision.getDecidedAt().toString());
        writeStrings(json, "otherRules", decision.getOtherRules());
        writeStrings(json, "signals", decision.getSignals());
        DecisionFacts facts = decision.getFacts();
        if (facts != null) {
            json.writeObjectFieldStart("facts");
            json.writeStringField("occasion", facts.getOccasion());
            writeNullable(json, "jurisdiction", facts.getJurisdiction());
            json.writeBooleanField("hasTarget", facts.getHasTarget());
            json.writeBooleanField("cut", facts.getCut());
            json.writeNumberField("length", facts.getLength());
            json.writeBooleanField("languageCovered", facts.getLanguageCovered());
            writeStrings(json, "missing", facts.getMissing());
            json.writeEndObject();
        }
    }

    private static void writeStrings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void writeSpans(JsonGenerator json, List<TextSpan> spans) throws IOException {
        json.writeArrayFieldStart("spans");
        for (TextSpan span : spans) {
            json.writeArray(new int[] {span.getStart(), span.getEnd()}, 0, 2);
        }
        json.writeEndArray();
    }

    static void writeNullable(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }

    private static void writeRisk(JsonGenerator json, Risk risk) throws IOException {
        json.writeObjectFieldStart("risk");
        json.writeNumberField("abuse", risk.getAbuse());
        json.writeNumberField("insult", risk.getInsult());
        json.writeNumberField("threat", risk.getThreat());
        json.writeNumberField("profanity", risk.getProfanity());
        json.writeNumberField("hate", risk.getHate());
        json.writeNumberField("defamation", risk.getDefamation());
        json.writeEndObject();
    }

    private static void writeContext(JsonGenerator json, Context context) throws IOException {
        json.writeObjectFieldStart("context");
        ContextJson.write(json, context);
        json.writeEndObject();
    }
}
