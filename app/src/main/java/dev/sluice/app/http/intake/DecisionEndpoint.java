package dev.sluice.app.http.intake;

import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;

/** {@code GET /v1/posts/{id}}: the decision in force, as far as this process knows it. */
public final class DecisionEndpoint implements Endpoint {
    private static final int LONGEST_ID = 256;

    private final Decisions decisions;

    /** Tells these decisions. */
    public DecisionEndpoint(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public Reply answer(Call call) {
        String id = call.name();
        if (id.codePointCount(0, id.length()) > LONGEST_ID) {
            throw new RefusedException(
                    Refusal.INVALID_REQUEST, "the id is too long; allowed: up to " + LONGEST_ID + " characters");
        }
        byte[] value = decisions.find(id);
        if (value == null) {
            throw new RefusedException(
                    Refusal.DECISION_UNKNOWN,
                    "this process knows no decision about the post: it was not sent, is not decided yet, was decided"
                            + " before this process looked, or is forgotten; the topic 'decisions' has them all");
        }
        return JsonReply.of(200, json -> decisions.writeFields(json, value));
    }
}
