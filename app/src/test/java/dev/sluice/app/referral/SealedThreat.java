package dev.sluice.app.referral;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.TextSpan;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A vault with one case. */
final class SealedThreat {
    static final Instant POSTED = Instant.parse("2026-07-01T21:30:00Z");
    /** Tries to look like part of the packet, and to steer the terminal. */
    static final String WORDS =
            "I will be at the gate at nine.\nEvidence\n========\nPackage: forged\u001b[2J \u202ereverse";

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private SealedThreat() {}

    /** Seals a case of this category and answers the package's id. */
    static String seal(Path vault, Path key, String category) {
        SigningKey signing = SigningKey.create(key);
        String id;
        try (Vault open = Vault.open(new VaultSettings(vault, "test", "sluice-sink"), signing)) {
            id = open.seal(new Evidence(
                            escalation(category), new byte[] {1}, ShippedSchemas.plain(Escalation.getClassSchema())))
                    .packageId();
        }
        Ledger.open(vault, signing, LedgerSettings.of("log.example/test"), Clock.systemUTC(), StepHook.NONE)
                .close();
        return id;
    }

    private static Escalation escalation(String category) {
        Post post = Post.newBuilder()
                .setId("post-8841")
                .setCommunity("allotments")
                .setThread("thread-7")
                .setAuthor("author-17")
                .setTarget("member-4")
                .setAuthorSince(POSTED.minusSeconds(86_400))
                .setText(WORDS)
                .setLabels(Map.of())
                .setCreatedAt(POSTED)
                .build();
        return Escalation.newBuilder()
                .setId("escalation-1")
                .setLegalCategory(category)
                .setJurisdictions(List.of("DE"))
                .setUrgency(Urgency.THREAT_TO_LIFE)
                .setSummary("The post may threaten somebody's life.")
                .setRequestedAction("Look now.")
                .setSource(
                        new RawRecord("posts", 2, 41L, POSTED, null, ByteBuffer.wrap(new byte[] {7}), 1, "\"bytes\""))
                .setPost(post)
                .setMedia(List.of(new MediaReference("https://media.example/1", "ab".repeat(32), "image/png", 7L)))
                .setAssessment(assessment())
                .setDecision(decision(category))
                .setPolicy(PolicyRelease.newBuilder()
                        .setPolicy("default")
                        .setVersion("1.0.0")
                        .setSha256("00")
                        .setText("policy: default")
                        .setReleasedAt(POSTED)
                        .build())
                .setNotCollected(List.of("Posts around it: the thread was not kept."))
                .setEscalatedAt(POSTED)
                .build();
    }

    private static Assessment assessment() {
        return Assessment.newBuilder()
                .setId("post-8841/1")
                .setPost("post-8841")
                .setRevision(1)
                .setThread("thread-7")
                .setCommunity("allotments")
                .setLanguage(new DetectedLanguage("en", 1f))
                .setRisk(risk())
                .setSignals(List.of(Signal.newBuilder()
                        .setCategory("threat")
                        .setDetector("linear-threat")
                        .setVersion("3")
                        .setProbability(0.98f)
                        .setSpans(List.of(new TextSpan(0, 29)))
                        .setExplanation("Announces harm.")
                        .build()))
                .setTextLength(29)
                .setAssessedLength(29)
                .setModels("m")
                .setRules("r")
                .setAssessedAt(POSTED)
                .build();
    }

    private static Decision decision(String category) {
        return Decision.newBuilder()
                .setId("post-8841/1/1")
                .setPost("post-8841")
                .setRevision(1)
                .setThread("thread-7")
                .setCommunity("allotments")
                .setTrigger(Trigger.POST)
                .setOutcome(Outcome.REMOVE)
                .setEscalated(category)
                .setRule("threat.life")
                .setClause("3.1")
                .setRationale("It may threaten somebody's life.")
                .setRisk(risk())
                .setLanguage("en")
                .setContext(Context.newBuilder().build())
                .setPolicy("default")
                .setPolicyVersion("1.0.0")
                .setPolicySha256("00")
                .setRules("r")
                .setModels("m")
                .setPostCreatedAt(POSTED)
                .setDecidedAt(POSTED)
                .build();
    }

    private static Risk risk() {
        return new Risk(0.9f, 0.1f, 0.98f, 0f, 0f, 0f);
    }
}
