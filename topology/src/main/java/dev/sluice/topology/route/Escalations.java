package dev.sluice.topology.route;

import dev.sluice.classifiers.models.ModelCards;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.intake.WriterSchemas;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;

/** The records for legal. Each stands alone: who reads it needs neither a topic, nor the registry, nor this program. */
final class Escalations {
    private final WriterSchemas schemas;
    private final Function<PolicyPack, Instant> inForceSince;
    private final LegalGrounds grounds;
    private final EvidenceParts parts;

    Escalations(SchemaRegistry registry, LegalRoutes routes, Function<PolicyPack, Instant> inForceSince) {
        this.schemas = new WriterSchemas(registry);
        this.inForceSince = inForceSince;
        this.grounds = new LegalGrounds(routes);
        this.parts = new EvidenceParts(schemas, new AvroSerde<>(Post.class, registry), ModelCards.shipped());
    }

    /** Tells legal. */
    Escalation of(DecidedPost decided, Ruling.Escalate escalate) {
        AssessedPost assessed = decided.assessed();
        Decision decision = decided.decision();
        LegalGround ground = grounds.of(escalate, decided.pack().jurisdictions(), decision.getDecidedAt());
        Escalation escalation = new Escalation();
        escalation.setId(EscalationIds.of(decision.getPost(), decision.getRevision(), escalate.category()));
        escalation.setLegalCategory(escalate.category());
        escalation.setJurisdictions(decided.pack().jurisdictions());
        escalation.setUrgency(ground.urgency());
        escalation.setSummary(summary(decision, escalate));
        escalation.setRequestedAction(ground.requestedAction());
        escalation.setRegimes(ground.regimes());
        escalation.setClocks(ground.clocks());
        escalation.setRetention(ground.retention());
        escalation.setSource(schemas.describe(assessed.getSource()));
        escalation.setPost(assessed.getPost());
        escalation.setAssessment(assessed.getAssessment());
        escalation.setDecision(decision);
        escalation.setPolicy(release(decided.pack()));
        escalation.setEscalatedAt(decision.getDecidedAt());
        parts.addTo(escalation, assessed, ground.notes());
        if (Pointer.isAllThatMayBeKept(escalate.category())) {
            Pointer.reduce(escalation);
        }
        return escalation;
    }

    private PolicyRelease release(PolicyPack pack) {
        Instant since = inForceSince.apply(pack).truncatedTo(ChronoUnit.MILLIS);
        return PolicyRelease.newBuilder()
                .setPolicy(pack.id())
                .setVersion(pack.version())
                .setSha256(pack.sha256())
                .setText(pack.text())
                .setReleasedAt(since)
                .setEffectiveAt(since)
                .build();
    }

    private static String summary(Decision decision, Ruling.Escalate escalate) {
        return String.format(
                Locale.ROOT,
                "Rule %s of policy %s %s sends revision %d of post %s in community %s to legal under %s: %s"
                        + " Highest risk %.2f. The outcome for the post is %s. This says that a person should look, not that a law"
                        + " was broken.",
                decision.getRule(),
                decision.getPolicy(),
                decision.getPolicyVersion(),
                decision.getRevision(),
                decision.getPost(),
                decision.getCommunity(),
                escalate.category(),
                decision.getRationale(),
                PostFacts.highest(decision.getRisk()),
                decision.getOutcome().name().toLowerCase(Locale.ROOT));
    }
}
