package dev.sluice.topology.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DetectedLanguage;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails while deciding holds the post for a person. */
class DeciderTest {
    private static final PolicyPack PACK = PolicyPack.parse("decider", """
            policy: test
            version: "1.0.0"
            description: No rules.
            owner: testers
            communities: ["*"]
            jurisdictions: [EU]
            guidelines: []
            riskFloor: 0.25
            rules:
              - {id: none, description: Never., status: draft, when: "false", then: {outcome: allow}}
            """);
    private final Decider decider =
            new Decider(PolicyBook.of(List.of(PACK)), new HeldPosts("faults", Duration.ofHours(2)), Clock.systemUTC());

    @Test
    void heldWhenTheFactsCannotBeStated() {
        AssessedPost broken = post();
        broken.getAssessment().setRisk(null);
        assertThat(decider.decideAtFirstGate(broken)).isNull();
        DecidedPost decided = decider.decide(broken);
        assertThat(decided.decision().getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decided.decision().getRule()).isEqualTo("error.internal");
        assertThat(decided.ruling().review().queue()).isEqualTo("faults");
    }

    @Test
    void firstDecisionOfAHarmlessPostIsMadeAtTheFirstGate() {
        Decision decision = decider.decideAtFirstGate(harmless());
        assertThat(decision).isNotNull();
        assertThat(decision.getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(decision.getRule()).isEqualTo("default");
    }

    @ParameterizedTest
    @EnumSource(
            value = Trigger.class,
            names = {"EDIT", "DELETE", "FLAG", "SECOND_LOOK", "VERDICT", "UNKNOWN"})
    void whatAnswersAnotherEventTakesTheLongWayEvenWhereTheEarlierDecisionIsForgotten(Trigger trigger) {
        AssessedPost assessed = harmless();
        assessed.setTrigger(trigger);
        assertThat(assessed.getSupersedes()).isNull();
        assertThat(decider.decideAtFirstGate(assessed)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = PostEvent.class,
            names = {"EDITED", "DELETED", "UNKNOWN"})
    void eventThatIsNoFirstPublicationTakesTheLongWay(PostEvent event) {
        AssessedPost assessed = harmless();
        assessed.getPost().setEvent(event);
        assertThat(decider.decideAtFirstGate(assessed)).isNull();
    }

    @Test
    void laterDecisionTakesTheLongWay() {
        AssessedPost assessed = harmless();
        assessed.setSupersedes("p/1/1");
        assertThat(decider.decideAtFirstGate(assessed)).isNull();
    }

    private static AssessedPost harmless() {
        AssessedPost assessed = post();
        assessed.getAssessment().setRisk(new Risk(0f, 0f, 0f, 0f, 0f, 0f));
        return assessed;
    }

    private static AssessedPost post() {
        Post post = new Post();
        post.setId("p");
        post.setRevision(1);
        post.setEvent(PostEvent.CREATED);
        post.setCommunity("garden");
        post.setThread("t");
        Assessment assessment = new Assessment();
        assessment.setLanguage(new DetectedLanguage("en", 1f));
        assessment.setSignals(List.of());
        assessment.setUnavailable(List.of());
        assessment.setTextLength(0);
        assessment.setAssessedLength(0);
        AssessedPost assessed = new AssessedPost();
        assessed.setPost(post);
        assessed.setAssessment(assessment);
        assessed.setContext(Context.newBuilder().build());
        assessed.setTrigger(Trigger.POST);
        assessed.setEventAt(Instant.EPOCH);
        assessed.setNumber(1);
        return assessed;
    }
}
