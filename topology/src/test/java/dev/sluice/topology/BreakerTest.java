package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PoliciesInForce.Era;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule that hits far more often after a change parks itself. */
class BreakerTest {
    private static final Duration SPACING = Duration.ofSeconds(30);
    private static final Instant CHANGE = START.plus(Duration.ofHours(3));
    private static final int AT_LEAST = 10;

    private final MovingClock clock = new MovingClock(START);
    private final PoliciesInForce policies = PoliciesInForce.of(book("1.0.0", 0.8));
    private Flow flow = new Flow(policies, clock);
    private int count;

    @AfterEach
    void close() {
        flow.close();
    }

    private static PolicyBook book(String version, double bound) {
        return book(version, bound, "factor: 5");
    }

    private static PolicyBook book(String version, double bound, String limit) {
        return PolicyBook.of(List.of(PolicyPack.parse(version, """
                policy: test
                version: "%s"
                description: A pack whose bound moves.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                guidelines: [{clause: "1.1", title: T, text: T}]
                riskFloor: 0.25
                breaker:
                  {window: PT10M, atLeast: 10, %s, baseline: PT2H, watch: PT6H, queue: parked, deadline: PT2H}
                rules:
                  - id: insult
                    description: Rude.
                    owner: ada
                    status: live
                    when: risk.insult >= %s
                    then: {outcome: limit, notice: plain}
                    clause: "1.1"
                """.formatted(version, limit, bound))));
    }

    private void announce(String version, double bound) {
        policies.replace(
                List.of(new Era(Instant.EPOCH, policies.latest()), new Era(clock.instant(), book(version, bound))),
                clock.instant());
    }

    private void publish(Instant at, String text) {
        count++;
        Post post = Posts.post("p" + count, "t" + count, "a" + count, null, text);
        post.setCreatedAt(at);
        if (at.isAfter(clock.instant())) {
            clock.set(at);
        }
        flow.input(TopicCatalogue.POSTS, post.getThread(), flow.encoded(post), at);
    }

    /** Three hours in which one post in fifty hits the rule. */
    private void quietTimes() {
        int index = 0;
        for (Instant at = START; at.isBefore(CHANGE); at = at.plus(SPACING)) {
            publish(at, index++ % 50 == 20 ? "insult:0.9" : "insult:0.6");
        }
        assertThat(flow.read(TopicCatalogue.RULE_ALERTS)).isEmpty();
        flow.decisions();
        clock.set(CHANGE);
    }

    @Test
    void parksWithThePostThatPassesTheBound() {
        quietTimes();
        announce("2.0.0", 0.5);
        for (int i = 0; i < 15; i++) {
            publish(CHANGE.plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        List<Decision> decisions = flow.decisions();
        assertThat(decisions.subList(0, AT_LEAST - 1))
                .extracting(Decision::getOutcome)
                .containsOnly(Outcome.LIMIT);
        assertThat(decisions.subList(AT_LEAST - 1, 15)).allSatisfy(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(Outcome.REVIEW);
            assertThat(decision.getRule()).isEqualTo("parked.insult");
            assertThat(decision.getPolicyVersion()).isEqualTo("2.0.0");
        });
        assertThat(flow.reviews()).hasSize(6).extracting(ReviewCase::getQueue).containsOnly("parked");
    }

    @Test
    void alertsOnceNamingRuleOwnerAndCause() {
        quietTimes();
        announce("2.0.0", 0.5);
        for (int i = 0; i < 30; i++) {
            publish(CHANGE.plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        List<RuleAlert> alerts = flow.read(TopicCatalogue.RULE_ALERTS);
        assertThat(alerts).hasSize(1);
        RuleAlert alert = alerts.getFirst();
        assertThat(alert.getPolicy() + "@" + alert.getVersion() + "/" + alert.getRule())
                .isEqualTo("test@2.0.0/insult");
        assertThat(alert.getOwner()).isEqualTo("ada");
        assertThat(alert.getHits()).isEqualTo(AT_LEAST);
        assertThat(alert.getBaseline()).isBetween(0.01, 0.03);
        assertThat(alert.getCause()).contains("of the posts in PT10M, more than 5.0 times");
        assertThat(flow.telemetry.policies().problems())
                .containsExactly("rule test/insult is parked under version 2.0.0");
        assertThat(flow.telemetry.policies().hits("test", "insult", "parked")).isEqualTo(21);
    }

    @Test
    void theOrderInWhichPostsArriveDoesNotMatterWithinTheWindow() {
        quietTimes();
        announce("2.0.0", 0.5);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(7));
        order.forEach(i -> publish(CHANGE.plus(SPACING.multipliedBy(i)), "insult:0.6"));
        assertThat(flow.decisions().stream()
                        .filter(decision -> decision.getRule().equals("parked.insult")))
                .hasSize(3);
    }

    @Test
    void postsThatAreTooLateForTheWindowParkNothing() {
        quietTimes();
        announce("2.0.0", 0.5);
        for (int i = 0; i < 20; i++) {
            publish(CHANGE.minus(Duration.ofHours(1)).plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        assertThat(flow.read(TopicCatalogue.RULE_ALERTS)).isEmpty();
    }

    @Test
    void aNewVersionReleasesTheRule() {
        quietTimes();
        announce("2.0.0", 0.5);
        for (int i = 0; i < 12; i++) {
            publish(CHANGE.plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        clock.set(CHANGE.plus(Duration.ofMinutes(30)));
        announce("2.0.1", 0.8);
        flow.decisions();
        publish(clock.instant(), "insult:0.9");
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.LIMIT);
    }

    @Test
    void anInstanceThatTakesOverKnowsWhatIsParked() {
        quietTimes();
        announce("2.0.0", 0.5);
        for (int i = 0; i < 12; i++) {
            publish(CHANGE.plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        try (Flow before = flow) {
            flow = new Flow(policies, clock);
            flow.restore(before);
            publish(clock.instant(), "insult:0.6");
            assertThat(flow.decision().getRule()).isEqualTo("parked.insult");
        }
    }

    @Test
    void aWaveWithoutAChangeParksNothing() {
        quietTimes();
        // A raid is no fault of the rule, and whoever starts one must not switch it off.
        Instant later = CHANGE.plus(Duration.ofHours(5));
        for (int i = 0; i < 40; i++) {
            publish(later.plus(SPACING.multipliedBy(i)), "insult:0.9");
        }
        assertThat(flow.decisions()).extracting(Decision::getOutcome).containsOnly(Outcome.LIMIT);
    }

    @Test
    void aRuleWithoutABaselineIsBoundByItsShare() {
        policies.replace(List.of(new Era(Instant.EPOCH, book("1.0.0", 0.5, "share: 0.7, factor: 5"))), START);
        for (int i = 0; i < 40; i++) {
            publish(START.plus(SPACING.multipliedBy(i)), i % 2 == 0 ? "insult:0.6" : "insult:0.3");
        }
        assertThat(flow.read(TopicCatalogue.RULE_ALERTS)).isEmpty();
        for (int i = 0; i < 20; i++) {
            publish(START.plus(Duration.ofHours(1)).plus(SPACING.multipliedBy(i)), "insult:0.6");
        }
        assertThat(flow.read(TopicCatalogue.RULE_ALERTS)).singleElement().satisfies(alert -> {
            assertThat(alert.getBaseline()).isNull();
            assertThat(alert.getCause()).isEqualTo("1.000 of the posts in PT10M, more than 0.700");
        });
    }

    @Test
    void benignPostsAreNotCountedAnywhere() {
        for (int i = 0; i < 20; i++) {
            publish(START.plus(SPACING.multipliedBy(i)), "hello");
        }
        assertThat(flow.driver.<String, byte[]>getKeyValueStore("rule-hits").approximateNumEntries())
                .isZero();
    }
}
