package dev.sluice.app.play;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Escalations for a sink alone. */
final class Escalations {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    private Escalations() {}

    /** One of a number of its own. */
    static Escalation escalation(int number) {
        String post = "p" + number;
        return Escalation.newBuilder()
                .setId("escalation-" + number)
                .setLegalCategory("DEFAMATION")
                .setJurisdictions(List.of("GB-EAW"))
                .setUrgency(Urgency.ROUTINE)
                .setSummary("A person should look.")
                .setRequestedAction("Decide.")
                .setSource(new RawRecord("posts", 0, (long) number, AT, null, null, null, null))
                .setPost(Post.newBuilder()
                        .setId(post)
                        .setCommunity("test")
                        .setThread("t")
                        .setText("words as posted")
                        .setLabels(Map.of())
                        .setCreatedAt(AT)
                        .build())
                .setAssessment(Assessment.newBuilder()
                        .setId(post + "/1")
                        .setPost(post)
                        .setRevision(1)
                        .setThread("t")
                        .setCommunity("test")
                        .setLanguage(new DetectedLanguage("en", 1f))
                        .setRisk(risk())
                        .setTextLength(15)
                        .setAssessedLength(15)
                        .setModels("m")
                        .setRules("r")
                        .setAssessedAt(AT)
                        .build())
                .setDecision(decision(post))
                .setPolicy(PolicyRelease.newBuilder()
                        .setPolicy("default")
                        .setVersion("1.0.0")
                        .setSha256("00")
                        .setText("policy: default")
                        .setReleasedAt(AT)
                        .build())
                .setEscalatedAt(AT)
                .build();
    }

    private static Decision decision(String post) {
        return Decision.newBuilder()
                .setId(post + "/1/1")
                .setPost(post)
                .setRevision(1)
                .setThread("t")
                .setCommunity("test")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.REVIEW)
                .setEscalated("DEFAMATION")
                .setRule("defamation.review")
                .setRationale("A person should look.")
                .setRisk(risk())
                .setLanguage("en")
                .setContext(Context.newBuilder()
                        .setAuthorThreadPosts(1)
                        .setThreadPosts(1)
                        .build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("00")
                .setRules("r")
                .setModels("m")
                .setPostCreatedAt(AT)
                .setDecidedAt(AT)
                .build();
    }

    private static Risk risk() {
        return new Risk(0.1f, 0.1f, 0f, 0f, 0f, 0.9f);
    }
}
