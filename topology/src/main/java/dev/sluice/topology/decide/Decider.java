package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.FailureLog;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import dev.sluice.topology.state.PostState.Answer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Decides posts. Safe for use by many threads; keeps nothing. */
public final class Decider {
    /** Id of the rule that answers a deletion. */
    public static final String DELETED_RULE = "intake.deleted";

    private static final Ruling DELETED = new Ruling(
            Outcome.ALLOW, null, DELETED_RULE, null, "The post is deleted at the platform.", List.of(), null, null);

    private final PoliciesInForce policies;
    private final HeldPosts held;
    private final Clock clock;
    private final FailureLog failures = new FailureLog(LoggerFactory.getLogger(Decider.class));

    /** A decider by these policies. */
    public Decider(PolicyBook policies, HeldPosts held, Clock clock) {
        this(PoliciesInForce.of(policies), held, clock);
    }

    /** A decider by the policies in force when each event is taken in. */
    public Decider(PoliciesInForce policies, HeldPosts held, Clock clock) {
        this.policies = policies;
        this.held = held;
        this.clock = clock;
    }

    /**
     * The policy of a post: of its community and jurisdiction, as it was in force when the event was taken in. All
     * steps ask here, so that one version decides all of it.
     */
    public PolicyPack packOf(AssessedPost assessed) {
        Post post = assessed.getPost();
        return policies.at(assessed.getPolicyAt()).forPost(post.getCommunity(), jurisdiction(post));
    }

    private static @Nullable String jurisdiction(Post post) {
        Map<String, String> labels = post.getLabels();
        return labels == null || labels.isEmpty() ? null : labels.get(PolicyBook.JURISDICTION_LABEL);
    }

    /**
     * Decides a post that needs no context of target and author: it is a first decision, the policy says that no
     * context could change it, and it lets the post through. Null for any other. Whatever answers an edit, a deletion
     * or a flag takes the long way, even where intake no longer remembers an earlier decision: only there is known what
     * has to be lifted.
     */
    @Nullable
    Decision decideAtFirstGate(AssessedPost assessed) {
        if (!isFirstOfItsPost(assessed)) {
            return null;
        }
        PolicyPack pack = packOf(assessed);
        try {
            Facts facts = PostFacts.of(assessed);
            Ruling ruling = pack.decideAtFirstGate(facts);
            return ruling == null ? null : decision(assessed, facts, ruling, pack);
        } catch (RuntimeException e) {
            failures.log("pass the first gate", id(assessed), e);
            return null;
        }
    }

    private static boolean isFirstOfItsPost(AssessedPost assessed) {
        return assessed.getTrigger() == Trigger.POST
                && assessed.getPost().getEvent() == PostEvent.CREATED
                && assessed.getSupersedes() == null;
    }

    /**
     * Whether the decision about the post, once its context is known, may escalate it. Where that cannot be told, it
     * may.
     */
    public boolean mayEscalate(AssessedPost assessed) {
        CaseRuling ruled = assessed.getRuling();
        if (ruled != null) {
            return ruled.getLegalCategory() != null;
        }
        if (assessed.getPost().getEvent() == PostEvent.DELETED) {
            return false;
        }
        try {
            return packOf(assessed).mayEscalate(PostFacts.of(assessed));
        } catch (RuntimeException e) {
            failures.log("be weighed for escalation", id(assessed), e);
            return true;
        }
    }

    /** Decides a post; where that fails, it is held for a person. */
    public DecidedPost decide(AssessedPost assessed) {
        return decide(assessed, packOf(assessed));
    }

    /**
     * Decides a post under a pack, which is that of the post with some rules taken out of force. Where people have ruled,
     * no policy is asked.
     */
    DecidedPost decide(AssessedPost assessed, PolicyPack pack) {
        CaseRuling ruled = assessed.getRuling();
        if (ruled != null) {
            Ruling ruling = PeoplesRulings.of(assessed, ruled, clock.instant());
            return new DecidedPost(assessed, decision(assessed, null, ruling, pack), ruling, pack);
        }
        Facts facts = null;
        Ruling ruling = DELETED;
        if (assessed.getPost().getEvent() != PostEvent.DELETED) {
            try {
                facts = PostFacts.of(assessed);
                ruling = pack.decide(facts);
            } catch (RuntimeException e) {
                failures.log("be decided", id(assessed), e);
                ruling = held.ruling(e);
            }
        }
        return new DecidedPost(assessed, decision(assessed, facts, ruling, pack), ruling, pack);
    }

    private Decision decision(AssessedPost assessed, @Nullable Facts facts, Ruling ruling, PolicyPack pack) {
        Post post = assessed.getPost();
        Assessment assessment = assessed.getAssessment();
        Ruling.Escalate escalate = ruling.escalate();
        Decision decision = new Decision();
        decision.setId(id(assessed));
        decision.setPost(post.getId());
        decision.setRevision(post.getRevision());
        decision.setThread(post.getThread());
        decision.setCommunity(post.getCommunity());
        decision.setAuthor(post.getAuthor());
        decision.setTrigger(assessed.getTrigger());
        decision.setOutcome(ruling.outcome());
        decision.setEscalated(escalate == null ? null : escalate.category());
        decision.setRule(ruling.rule());
        decision.setClause(ruling.clause());
        decision.setRationale(ruling.rationale());
        decision.setOtherRules(ruling.otherRules());
        decision.setRisk(assessment.getRisk());
        decision.setSignals(facts == null ? PostFacts.signals(assessment) : facts.signals());
        decision.setUnavailable(PostFacts.missingDetectors(assessment));
        decision.setSpans(PostFacts.spans(assessment));
        decision.setLanguage(assessment.getLanguage().getCode());
        decision.setContext(assessed.getContext());
        decision.setPolicy(pack.id());
        decision.setPolicyVersion(pack.version());
        decision.setPolicySha256(pack.sha256());
        decision.setRules(assessment.getRules());
        decision.setModels(assessment.getModels());
        decision.setSupersedes(assessed.getSupersedes());
        decision.setPostCreatedAt(assessed.getEventAt());
        decision.setDecidedAt(clock.instant());
        decision.setPolicyAt(policyAt(assessed));
        decision.setCommunityKnown(policies.at(assessed.getPolicyAt()).names(post.getCommunity()));
        decision.setContributions(ruling.contributions());
        decision.setFacts(facts == null ? null : RecordedFacts.of(facts, jurisdiction(post)));
        return decision;
    }

    private static Instant policyAt(AssessedPost assessed) {
        Instant at = assessed.getPolicyAt();
        return at == null ? Instant.EPOCH : at;
    }

    private static String id(AssessedPost assessed) {
        Post post = assessed.getPost();
        return new Answer(post.getRevision(), assessed.getNumber()).decisionId(post.getId());
    }
}
