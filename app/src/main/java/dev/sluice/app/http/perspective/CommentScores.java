package dev.sluice.app.http.perspective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.JsonBody;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Request;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.SecondLook.Text;
import java.util.Collections;
import java.util.List;

/** Scores comments for the API, and refuses in its words. */
public final class CommentScores {
    private static final int BUSY_SECONDS = 1;

    private final ScoringPool pool;

    /** Scores on these threads. */
    public CommentScores(ScoringPool pool) {
        this.pool = pool;
    }

    /** One assessment for each text. */
    List<Assessment> of(List<Text> texts) {
        try {
            return pool.score(texts);
        } catch (ScoringPool.BusyException e) {
            throw RefusedException.later(Refusal.BUSY, "Too many comments are being analyzed.", BUSY_SECONDS);
        }
    }

    /** Takes from the caller's quota. */
    static void charge(Call call, int texts) {
        long later = call.caller().quota().take(texts);
        if (later > 0) {
            throw RefusedException.later(
                    Refusal.QUOTA, "Quota exceeded for key " + call.caller().id() + ".", later);
        }
    }

    /** Clients of the original may leave the type out. */
    static void checkType(Request request) {
        String type = JsonBody.mediaType(request);
        if (!type.isEmpty() && !type.equals("application/json")) {
            throw new RefusedException(Refusal.UNSUPPORTED_TYPE, "Invalid Content-Type; allowed: application/json");
        }
    }

    static JsonNode json(BodyLimits.Body body) {
        try {
            return JsonBody.parse(body);
        } catch (RefusedException e) {
            throw new RefusedException(e.refusal(), "Invalid JSON payload received: " + e.detail());
        }
    }

    /** No score rather than one without a detector that could not answer. */
    static void requireScored(List<Attribute> attributes, Assessment assessment) {
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Unavailable missing) {
                for (Attribute attribute : attributes) {
                    if (!Collections.disjoint(attribute.categories(), missing.categories())) {
                        throw RefusedException.later(
                                Refusal.NOT_ACKNOWLEDGED,
                                "Attribute " + attribute + " cannot be scored: detector " + missing.detector()
                                        + " gave no answer.",
                                BUSY_SECONDS);
                    }
                }
            }
        }
    }
}
