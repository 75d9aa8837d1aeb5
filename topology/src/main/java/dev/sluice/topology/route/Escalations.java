package dev.sluice.topology.route;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.intake.WriterSchemas;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The records for legal. Each stands alone: who reads it needs neither a topic, nor the registry, nor this program. */
final class Escalations {
    private final WriterSchemas schemas;
    private final Function<PolicyPack, Instant> inForceSince;

    Escalations(WriterSchemas schemas, Function<PolicyPack, Instant> inForceSince) {
        this.schemas = schemas;
        this.inForceSince = inForceSince;
    }

    /** Tells legal. */
    Escalation of(DecidedPost decided, Ruling.Escalate escalate) {
        AssessedPost assessed = decided.assessed();
        Decision decision = decided.decision();
        Escalation escalation = new Escalation();
        escalation.setId(EscalationIds.of(decision.getPost(), decision.getRevision(), escalate.category()));
        escalation.setLegalCategory(escalate.category());
        escalation.setJurisdictions(decided.pack().jurisdictions());
        escalation.setUrgency(escalate.urgency());
        escalation.setSummary(summary(decision, escalate));
        escalation.setRequestedAction(requestedAction(escalate.urgency()));
        escalation.setSource(schemas.describe(assessed.getSource()));
        escalation.setPost(assessed.getPost());
        escalation.setAssessment(assessed.getAssessment());
        escalation.setDecision(decision);
        escalation.setPolicy(release(decided.pack()));
        escalation.setEscalatedAt(decision.getDecidedAt());
        addEvidence(escalation, assessed.getAssessment());
        return escalation;
    }

    /** What evidence holds besides. What is not at hand here is named, so that nobody takes it for absent. */
    private static void addEvidence(Escalation escalation, Assessment assessment) {
        escalation.setVersion(1);
        escalation.setRevisions(List.of());
        escalation.setThread(List.of());
        escalation.setMedia(List.of());
        escalation.setModels(List.of(
                new ModelReference("models", assessment.getModels(), null, null),
                new ModelReference("rules", assessment.getRules(), null, null)));
        escalation.setNotices(List.of());
        escalation.setCorrespondence(List.of());
        escalation.setNotCollected(List.of(
                "Earlier revisions of the post, where there were any: the pipeline does not pass them on.",
                "Posts around it in its thread: the pipeline does not pass them on.",
                "Pictures and files that it shows: the platform's record of a post does not name them."));
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

    private static String requestedAction(Urgency urgency) {
        return switch (urgency) {
            case THREAT_TO_LIFE -> "Look now: decide whether to tell the police or an emergency service.";
            case STATUTORY_CLOCK -> "Decide before the statutory deadline what the law asks us to do.";
            case ROUTINE, UNKNOWN -> "Decide whether a legal ground applies and what follows from it.";
        };
    }
}
