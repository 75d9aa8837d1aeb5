package dev.sluice.app.replay;

import dev.sluice.app.policy.BothLooks;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.RecordedFacts;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import dev.sluice.topology.policy.SecondLookPolicy;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides a history again. What people decided, deletions and posts that a fault held are kept as they are, for no
 * policy was asked about them; a decision that was recorded without its facts cannot be decided again and is counted.
 *
 * <p>Deterministic: the same history and policies give the same report, in whichever order decisions come.
 */
public final class Replay {
    /**
     * Rules that stand for no rule of a policy: {@code Decider.DELETED_RULE}, {@code HeldPosts.RULE}, and what people
     * ruled, which answers later flags too.
     */
    private static final Set<String> OF_NO_POLICY =
            Set.of("intake.deleted", "error.internal", "verdict", "appeal", "notice", "complaint");

    private final PolicyBook policies;
    private final Scope scope;
    private final int samples;
    private final PacksAsTheyWere packs = new PacksAsTheyWere();

    /**
     * A replay.
     *
     * @param policies the policies to decide by
     * @param scope which decisions are decided again
     * @param samples how many posts are named for each kind of change
     */
    public Replay(PolicyBook policies, Scope scope, int samples) {
        this.policies = policies;
        this.scope = scope;
        this.samples = samples;
    }

    /**
     * Goes through a history: once for what supersedes what, and once to decide.
     *
     * @throws IOException where it cannot be read
     */
    public ReplayReport over(History history) throws IOException {
        return over(history, (Reassessment) null);
    }

    /**
     * Goes through a history whose posts are assessed again: what was scored, signalled and told of the language is as
     * these looks find it, and all else as it was recorded.
     *
     * @param posts where the words of the posts are
     * @throws IOException where history or posts cannot be read
     */
    public ReplayReport over(History history, Posts posts, BothLooks looks) throws IOException {
        return over(
                history,
                Reassessment.of(history, posts, looks, decision -> scope.holds(decision) && !isKept(decision)));
    }

    private ReplayReport over(History history, @Nullable Reassessment assessed) throws IOException {
        Differences differences =
                new Differences(Verdicts.of(history), samples, assessed == null ? null : assessed.models());
        history.forEach(decision -> again(decision, assessed, differences));
        return differences.report();
    }

    private void again(Decision decision, @Nullable Reassessment assessed, Differences differences) {
        if (!scope.holds(decision)) {
            return;
        }
        if (isKept(decision)) {
            differences.kept(decision);
            return;
        }
        Facts recorded = RecordedFacts.read(decision);
        if (recorded == null) {
            differences.withoutFacts(decision);
            return;
        }
        Facts facts = assessed == null ? recorded : assessed.instead(recorded, decision);
        if (facts == null) {
            differences.withoutText(decision);
            return;
        }
        String jurisdiction = decision.getFacts().getJurisdiction();
        PolicyPack pack = packs.of(policies.forPost(decision.getCommunity(), jurisdiction), decision);
        Ruling ruling = pack.decide(facts);
        differences.decided(decision, ruling);
        if (assessed != null) {
            boolean was = decision.getTrigger() == Trigger.SECOND_LOOK;
            differences.secondLook(was, isFirstLook(decision) && isInDoubt(facts, pack, assessed));
        }
    }

    private static boolean isKept(Decision decision) {
        return Verdicts.isByPeople(decision) || OF_NO_POLICY.contains(decision.getRule());
    }

    /** Whether a second look is asked for beside such a decision, where the policy says so. */
    private static boolean isFirstLook(Decision decision) {
        return decision.getTrigger() == Trigger.POST || decision.getTrigger() == Trigger.EDIT;
    }

    private static boolean isInDoubt(Facts facts, PolicyPack pack, Reassessment assessed) {
        SecondLookPolicy policy = pack.secondLook();
        return policy != null
                && policy.isUncertain(facts.risk(), facts.language())
                && assessed.looksTwice(facts.language());
    }
}
