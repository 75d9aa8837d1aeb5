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
import java.util.function.Supplier;

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

    /** Does what costs one text of the caller's quota, into however many parts it is taken. */
    static <T> T charged(Call call, Supplier<T> work) {
        return call.charged(1, "Quota exceeded for key " + call.caller().id() + ".", work);
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
