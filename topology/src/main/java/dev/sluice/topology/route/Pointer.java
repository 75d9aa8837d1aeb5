package dev.sluice.topology.route;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Risk;
import dev.sluice.topology.policy.LegalRoute;
import java.util.List;
import java.util.Map;

/**
 * Makes an escalation a pointer and a category: where material must never be copied, evidence of it says where it was,
 * and nothing of what it was. Each record is built anew from the fields that are ids, places and times, rather than
 * emptied, so that a field added later is left out until somebody decides otherwise.
 */
final class Pointer {
    private static final String WITHHELD =
            "Withheld: of this category Sluice keeps a pointer and nothing that the post said or showed.";

    private Pointer() {}

    /** Whether content of this category must not be kept. */
    static boolean isAllThatMayBeKept(String category) {
        return category.equals(LegalRoute.CSEA);
    }

    /** Takes everything out that could hold content, or words about it. */
    static void reduce(Escalation escalation) {
        Post post = escalation.getPost();
        escalation.setPointerOnly(true);
        escalation.setSummary("Post " + post.getId() + ", revision " + post.getRevision() + ", is referred under "
                + escalation.getLegalCategory() + ". " + WITHHELD
                + " This says that people trained for it should look, not that a law was broken.");
        escalation.setSource(place(escalation.getSource()));
        escalation.setPost(id(post));
        escalation.setAssessment(none(escalation.getAssessment()));
        escalation.setDecision(bare(escalation.getDecision()));
        escalation.getPolicy().setText("");
        escalation.setRevisions(List.of());
        escalation.setThread(List.of());
        escalation.setMedia(List.of());
        escalation.setModels(List.of());
        escalation.setNotices(List.of());
        escalation.setCorrespondence(List.of());
        escalation.setNotCollected(List.of(
                WITHHELD,
                "The post's words, record, revisions, thread, media, assessment, rationale and policy text: report them"
                        + " through the restricted procedure, from where the platform keeps them."));
    }

    private static RawRecord place(RawRecord raw) {
        return RawRecord.newBuilder()
                .setTopic(raw.getTopic())
                .setPartition(raw.getPartition())
                .setOffset(raw.getOffset())
                .setTimestamp(raw.getTimestamp())
                .build();
    }

    private static Post id(Post post) {
        return Post.newBuilder()
                .setId(post.getId())
                .setRevision(post.getRevision())
                .setEvent(post.getEvent())
                .setCommunity(post.getCommunity())
                .setThread(post.getThread())
                .setText("")
                .setCreatedAt(post.getCreatedAt())
                .setLabels(Map.of())
                .build();
    }

    private static Assessment none(Assessment assessment) {
        return Assessment.newBuilder()
                .setId(assessment.getId())
                .setPost(assessment.getPost())
                .setRevision(assessment.getRevision())
                .setThread(assessment.getThread())
                .setCommunity(assessment.getCommunity())
                .setLanguage(new DetectedLanguage("und", 0f))
                .setRisk(new Risk(0f, 0f, 0f, 0f, 0f, 0f))
                .setTextLength(0)
                .setAssessedLength(0)
                .setModels(assessment.getModels())
                .setRules(assessment.getRules())
                .setAssessedAt(assessment.getAssessedAt())
                .build();
    }

    private static Decision bare(Decision decision) {
        return Decision.newBuilder()
                .setId(decision.getId())
                .setPost(decision.getPost())
                .setRevision(decision.getRevision())
                .setThread(decision.getThread())
                .setCommunity(decision.getCommunity())
                .setTrigger(decision.getTrigger())
                .setOutcome(decision.getOutcome())
                .setEscalated(decision.getEscalated())
                .setRule(decision.getRule())
                .setClause(decision.getClause())
                .setRationale(WITHHELD)
                .setRisk(new Risk(0f, 0f, 0f, 0f, 0f, 0f))
                .setLanguage("und")
                .setContext(Context.newBuilder().build())
                .setPolicy(decision.getPolicy())
                .setPolicyVersion(decision.getPolicyVersion())
                .setPolicySha256(decision.getPolicySha256())
                .setRules(decision.getRules())
                .setModels(decision.getModels())
                .setSupersedes(decision.getSupersedes())
                .setPostCreatedAt(decision.getPostCreatedAt())
                .setDecidedAt(decision.getDecidedAt())
                .setPolicyAt(decision.getPolicyAt())
                .setCommunityKnown(decision.getCommunityKnown())
                .build();
    }
}
