package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day after a nudge it is told whether the author was calmer in that thread. */
class NudgeFollowUpTest {
    private static final Instant THEN = START.minus(Duration.ofDays(5));

    private final Flow flow = new Flow();

    @BeforeEach
    void nudge() {
        flow.publishAt(THEN, post("p", "t-1", "ada", null, "insult:0.6"));
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void authorWithoutFurtherRiskHasCooled() {
        flow.publishAt(hours(1), post("q", "t-1", "ada", null, "fair enough"));
        MediationCase followUp = followUp();
        assertThat(followUp.getId()).isEqualTo("p/1/1/nudge");
        assertThat(followUp.getKind()).isEqualTo(MediationKind.NUDGE);
        assertThat(followUp.getState()).isEqualTo(MediationState.COOLED);
        assertThat(followUp.getThread()).isEqualTo("t-1");
        assertThat(followUp.getParticipants()).containsExactly("ada");
        assertThat(followUp.getHeat()).isEqualTo(0.6f);
        assertThat(followUp.getHeatAfter()).isZero();
        assertThat(followUp.getFollowedUpAt()).isEqualTo(hours(24));
    }

    @Test
    void authorWhoGoesOnIsStillHot() {
        flow.publishAt(hours(1), post("q", "t-1", "ada", null, "insult:0.4"));
        flow.publishAt(hours(2), post("r", "t-1", "ada", null, "insult:0.5"));
        MediationCase followUp = followUp();
        assertThat(followUp.getState()).isEqualTo(MediationState.STILL_HOT);
        assertThat(followUp.getRiskyPostsAfter()).isEqualTo(2);
        assertThat(followUp.getHeatAfter()).isEqualTo(0.5f);
    }

    @Test
    void authorWhoGetsRuderEscalates() {
        flow.publishAt(hours(1), post("q", "t-1", "ada", null, "insult:0.9"));
        assertThat(followUp().getState()).isEqualTo(MediationState.ESCALATED);
    }

    @Test
    void otherThreadsOtherAuthorsAndOtherTimesDoNotCount() {
        flow.publishAt(hours(1), post("q", "t-2", "ada", null, "insult:0.4"));
        flow.publishAt(hours(1), post("r", "t-1", "bob", null, "insult:0.4"));
        flow.publishAt(THEN.minusSeconds(60), post("earlier", "t-1", "ada", null, "insult:0.9"));
        assertThat(followUp().getState()).isEqualTo(MediationState.COOLED);
    }

    @Test
    void deletionEndsTheWatch() {
        flow.publishAt(hours(1), deletion(post("p", "t-1", "ada", null, "")));
        assertThat(flow.mediations()).extracting(MediationCase::getState).containsExactly(MediationState.WITHDRAWN);
        flow.publishAt(hours(25), post("later", "t-9", "zoe", null, "insult:0.3"));
        assertThat(flow.mediations()).isEmpty();
    }

    /** The first record of a day later brings it. */
    private MediationCase followUp() {
        assertThat(flow.mediations()).isEmpty();
        flow.publishAt(hours(25), post("later", "t-9", "zoe", null, "insult:0.3"));
        return flow.mediations().getFirst();
    }

    private static Instant hours(long hours) {
        return THEN.plus(Duration.ofHours(hours));
    }
}
