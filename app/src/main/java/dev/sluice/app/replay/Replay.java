package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.topology.decide.RecordedFacts;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.io.IOException;
import java.util.Set;

/**
 * Decides a history again. What people decided, deletions and posts that a fault held are kept as they are, for no policy
 * was asked about them; a decision that was recorded without its facts cannot be decided again and is counted.
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
        Verdicts verdicts = Verdicts.of(history);
        Differences differences = new Differences(verdicts, samples);
        history.forEach(decision -> again(decision, differences));
        return differences.report();
    }

    private void again(Decision decision, Differences differences) {
        if (!scope.holds(decision)) {
            return;
        }
        if (Verdicts.isByPeople(decision) || OF_NO_POLICY.contains(decision.getRule())) {
            differences.kept(decision);
            return;
        }
        Facts facts = RecordedFacts.read(decision);
        if (facts == null) {
            differences.withoutFacts(decision);
            return;
        }
        String jurisdiction = decision.getFacts().getJurisdiction();
        PolicyPack pack = packs.of(policies.forPost(decision.getCommunity(), jurisdiction), decision);
        Ruling ruling = pack.decide(facts);
        differences.decided(decision, ruling);
    }
}
