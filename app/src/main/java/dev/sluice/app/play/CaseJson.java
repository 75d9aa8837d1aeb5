package dev.sluice.app.play;

import static dev.sluice.app.play.DecisionJson.writeNullable;
import static dev.sluice.app.play.DecisionJson.writeSpans;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ReviewCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes review cases, mediations, escalations and dead letters as lines of their files. Their keys are a contract. */
final class CaseJson {
    private CaseJson() {}

    static void write(JsonGenerator json, ReviewCase review) throws IOException {
        json.writeStringField("id", review.getId());
        json.writeStringField("post", review.getPost());
        json.writeNumberField("revision", review.getRevision());
        json.writeStringField("state", Tally.id(review.getState()));
        json.writeStringField("queue", review.getQueue());
        json.writeNumberField("priority", review.getPriority());
        json.writeStringField("openedAt", review.getOpenedAt().toString());
        json.writeStringField("dueAt", review.getDueAt().toString());
        json.writeStringField("thread", review.getThread());
        json.writeStringField("community", review.getCommunity());
        writeNullable(json, "author", review.getAuthor());
        json.writeStringField("rule", review.getRule());
        json.writeStringField("rationale", review.getRationale());
        json.writeStringField("text", review.getText());
        writeSpans(json, review.getSpans());
        json.writeStringField("decision", review.getDecision());
    }

    static void write(JsonGenerator json, MediationCase mediation) throws IOException {
        json.writeStringField("id", mediation.getId());
        json.writeStringField("thread", mediation.getThread());
        json.writeStringField("community", mediation.getCommunity());
        json.writeStringField("post", mediation.getPost());
        json.writeNumberField("heat", mediation.getHeat());
        json.writeNumberField("baseline", mediation.getBaseline());
        writeStrings(json, "participants", mediation.getParticipants());
        writeStrings(json, "steps", mediation.getSteps());
        json.writeStringField("openedAt", mediation.getOpenedAt().toString());
        json.writeStringField("kind", Tally.id(mediation.getKind()));
        json.writeStringField("state", Tally.id(mediation.getState()));
        writeNullable(json, "note", mediation.getNote());
        writeNumber(json, "heatAfter", mediation.getHeatAfter());
        writeNumber(json, "postsAfter", mediation.getPostsAfter());
        writeNumber(json, "riskyPostsAfter", mediation.getRiskyPostsAfter());
        writeNullable(
                json,
                "followedUpAt",
                mediation.getFollowedUpAt() == null
                        ? null
                        : mediation.getFollowedUpAt().toString());
    }

    /** With where its evidence is; null where it is not sealed. */
    static void write(JsonGenerator json, Escalation escalation, @Nullable EvidenceReceipt receipt) throws IOException {
        json.writeStringField("id", escalation.getId());
        json.writeStringField("legalCategory", escalation.getLegalCategory());
        writeStrings(json, "jurisdictions", escalation.getJurisdictions());
        json.writeStringField("urgency", Tally.id(escalation.getUrgency()));
        json.writeStringField("post", escalation.getPost().getId());
        json.writeNumberField("revision", escalation.getPost().getRevision());
        json.writeStringField("summary", escalation.getSummary());
        json.writeStringField("requestedAction", escalation.getRequestedAction());
        json.writeStringField("decision", escalation.getDecision().getId());
        json.writeStringField("escalatedAt", escalation.getEscalatedAt().toString());
        writeNullable(json, "package", receipt == null ? null : receipt.getLocation());
        writeNullable(json, "manifestSha256", receipt == null ? null : receipt.getManifestSha256());
    }

    /** With the record whole, since the topic that holds it ends with the command. */
    static void write(JsonGenerator json, DeadLetter letter) throws IOException {
        RawRecord source = letter.getSource();
        json.writeStringField("reason", Tally.id(letter.getReason()));
        json.writeStringField("detail", letter.getDetail());
        json.writeStringField("topic", source.getTopic());
        json.writeNumberField("partition", source.getPartition());
        json.writeNumberField("offset", source.getOffset());
        ByteBuffer key = source.getKey();
        writeNullable(json, "key", key == null ? null : new String(bytes(key), StandardCharsets.UTF_8));
        ByteBuffer value = source.getValue();
        writeNullable(
                json, "valueBase64", value == null ? null : Base64.getEncoder().encodeToString(bytes(value)));
        json.writeStringField("failedAt", letter.getFailedAt().toString());
    }

    private static void writeNumber(JsonGenerator json, String field, @Nullable Number value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value.floatValue());
        }
    }

    private static void writeStrings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
