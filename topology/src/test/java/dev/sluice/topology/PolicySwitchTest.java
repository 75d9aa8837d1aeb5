package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PoliciesInForce.Era;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every event is decided under the policies that were in force when it was taken in. */
class PolicySwitchTest {
    private static final Instant SWITCH = START.plusSeconds(60);

    private final MovingClock clock = new MovingClock(START);
    private final PoliciesInForce policies = PoliciesInForce.of(PolicyBook.of(List.of(pack("1.0.0", 0.5))));
    private final Flow flow = new Flow(policies, clock);

    @AfterEach
    void close() {
        flow.close();
    }

    private static PolicyPack pack(String version, double bound) {
        return PolicyPack.parse(version, """
                policy: test
                version: "%s"
                description: A pack whose bound moves.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                riskFloor: 0.25
                rules:
                  - id: insult
                    description: Rude.
                    status: live
                    when: risk.insult >= %s
                    then: {outcome: limit, notice: plain}
                  - id: flagged
                    description: A member flagged it.
                    status: live
                    when: context.flags >= 1
                    then: {outcome: review, queue: flags, deadline: PT24H}
                """.formatted(version, bound)
                .replace("notice: plain}", "notice: plain}\n    clause: \"1.1\"")
                .replace("riskFloor", "guidelines: [{clause: \"1.1\", title: T, text: T}]\nriskFloor"));
    }

    private void announce() {
        policies.replace(
                List.of(
                        new Era(Instant.EPOCH, PolicyBook.of(List.of(pack("1.0.0", 0.5)))),
                        new Era(SWITCH, PolicyBook.of(List.of(pack("2.0.0", 0.9))))),
                clock.instant());
    }

    private Decision decided(Instant at, Post post) {
        clock.set(at);
        flow.publish(post);
        return flow.decision();
    }

    @Test
    void theBoundaryIsOneInstantForRiskyAndBenignPosts() {
        announce();
        Decision before = decided(SWITCH.minusMillis(1), post("a", "insult:0.6"));
        assertThat(decided(SWITCH.minusMillis(1), post("c", "hello")).getPolicyVersion())
                .isEqualTo("1.0.0");
        Decision after = decided(SWITCH, post("b", "insult:0.6"));
        assertThat(before.getPolicyVersion()).isEqualTo("1.0.0");
        assertThat(before.getOutcome()).isEqualTo(Outcome.LIMIT);
        assertThat(before.getPolicyAt()).isEqualTo(SWITCH.minusMillis(1));
        assertThat(after.getPolicyVersion()).isEqualTo("2.0.0");
        assertThat(after.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decided(SWITCH, post("d", "hello")).getPolicyVersion()).isEqualTo("2.0.0");
    }

    @Test
    void theInstantIsThatOfTheEventAndNotThatOfThePost() {
        announce();
        Post post = post("a", "insult:0.6");
        decided(SWITCH.minusMillis(1), post);
        clock.set(SWITCH);
        flow.report(flag(post, "bob"));
        assertThat(flow.decision().getPolicyVersion()).isEqualTo("2.0.0");
    }

    @Test
    void aVersionMayBeAnnouncedWhilePostsAreTakenIn() {
        assertThat(decided(START, post("a", "insult:0.6")).getPolicyVersion()).isEqualTo("1.0.0");
        announce();
        assertThat(decided(START.plusSeconds(1), post("b", "insult:0.6")).getPolicyVersion())
                .isEqualTo("1.0.0");
        assertThat(decided(SWITCH.plusSeconds(1), post("c", "insult:0.6")).getPolicyVersion())
                .isEqualTo("2.0.0");
    }

    @Test
    void aCommunityThatNobodyConfiguredFallsToThePackForAllAndTheDecisionSaysSo() {
        Decision benign = decided(START, post("a", "hello"));
        Decision risky = decided(START, post("b", "insult:0.6"));
        assertThat(benign.getCommunityKnown()).isFalse();
        assertThat(risky.getCommunityKnown()).isFalse();
        assertThat(risky.getPolicy()).isEqualTo("test");
        assertThat(flow.telemetry.policies().unknownCommunities()).isEqualTo(2);
    }

    @Test
    void aCommunityThatAPackNamesIsKnown() {
        PolicyPack named = PolicyPack.parse(
                "named",
                pack("1.0.0", 0.5)
                        .text()
                        .replace("policy: test", "policy: named")
                        .replace("\"*\"", "garden"));
        policies.replace(
                List.of(new Era(Instant.EPOCH, PolicyBook.of(List.of(pack("1.0.0", 0.5), named)))), clock.instant());
        Decision decision = decided(START, post("a", "hello"));
        assertThat(decision.getCommunityKnown()).isTrue();
        assertThat(decision.getPolicy()).isEqualTo("named");
        assertThat(flow.telemetry.policies().unknownCommunities()).isZero();
    }

    @Test
    void theLabelOfThePostSaysWhosePackAppliesToIt() {
        PolicyPack german = PolicyPack.parse(
                "german",
                pack("1.0.0", 0.5)
                        .text()
                        .replace("policy: test", "policy: german")
                        .replace("jurisdictions:", "appliesIn: [DE]\njurisdictions:"));
        policies.replace(
                List.of(new Era(Instant.EPOCH, PolicyBook.of(List.of(pack("1.0.0", 0.5), german)))), clock.instant());
        Post post = post("a", "hello");
        post.setLabels(Map.of(PolicyBook.JURISDICTION_LABEL, "DE"));
        assertThat(decided(START, post).getPolicy()).isEqualTo("german");
        assertThat(decided(START, post("b", "hello")).getPolicy()).isEqualTo("test");
    }

    @Test
    void shadowAndStoppedRulesAreCountedByWhatBecameOfThem() {
        PolicyPack stopped = pack("1.0.0", 0.5).without(List.of("insult"), List.of());
        policies.replace(List.of(new Era(Instant.EPOCH, PolicyBook.of(List.of(stopped)))), clock.instant());
        Decision decision = decided(START, post("a", "insult:0.6"));
        assertThat(decision.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.getOtherRules()).containsExactly("stopped:insult");
        assertThat(decision.getPolicySha256()).isEqualTo(stopped.sha256());
        assertThat(flow.telemetry.policies().hits("test", "insult", "stopped")).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackDoesNotBringTheOldVersionBack() {
        announce();
        Decision after = decided(SWITCH, post("after", "insult:0.6"));
        Decision back = decided(SWITCH.minusSeconds(30), post("back", "insult:0.6"));
        assertThat(back.getPolicyVersion()).isEqualTo(after.getPolicyVersion()).isNotEqualTo("1.0.0");
        assertThat(back.getPolicyAt()).isEqualTo(SWITCH);
    }
}
