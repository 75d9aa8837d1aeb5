package dev.sluice.app.play;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.TextSpan;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a decision as a line of {@code decisions.jsonl}. Its keys are a contract. */
final class DecisionJson {
    private DecisionJson() {}

    /** Writes all fields between the braces. */
    static void write(JsonGenerator json, Decision decision) throws IOException {
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
        json.writeNumberField("authorStrikes", context.getAuthorStrikes());
        json.writeNumberField("authorRiskyPosts", context.getAuthorRiskyPosts());
        json.writeNumberField("authorThreadPosts", context.getAuthorThreadPosts());
        json.writeNumberField("targetDistinctAuthors", context.getTargetDistinctAuthors());
        json.writeNumberField("targetRiskyPosts", context.getTargetRiskyPosts());
        json.writeNumberField("threadHeat", context.getThreadHeat());
        json.writeNumberField("threadBaseline", context.getThreadBaseline());
        json.writeNumberField("threadPosts", context.getThreadPosts());
        json.writeNumberField("flags", context.getFlags());
        json.writeNumberField("flagWeight", context.getFlagWeight());
        json.writeNumberField("authorVelocity", context.getAuthorVelocity());
        json.writeBooleanField("authorNewAccount", context.getAuthorNewAccount());
        json.writeBooleanField("authorFirstPost", context.getAuthorFirstPost());
        json.writeBooleanField("authorFirstRisky", context.getAuthorFirstRisky());
        json.writeNumberField("targetHeat", context.getTargetHeat());
        json.writeNumberField("targetBurst", context.getTargetBurst());
        json.writeNumberField("pairExchanges", context.getPairExchanges());
        json.writeNumberField("copies", context.getCopies());
        json.writeNumberField("copyAuthors", context.getCopyAuthors());
        json.writeNumberField("copyThreads", context.getCopyThreads());
        json.writeEndObject();
    }
}
