package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A heating thread, and two members at each other, are offered to a mediator; what became of it is told once. */
class MediationTest {
    private static final Instant THEN = START.minus(Duration.ofHours(20));

    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void offersAThreadWithStepsAndANote() {
        MediationCase opened = heat("t-1");
        assertThat(opened.getKind()).isEqualTo(MediationKind.THREAD);
        assertThat(opened.getState()).isEqualTo(MediationState.OPEN);
        assertThat(opened.getSteps()).containsExactly("Ask what would help.");
        assertThat(opened.getNoteTemplate()).isEqualTo("note");
        assertThat(opened.getNote()).isEqualTo("Shall we take a breath, garden? It began to run hot at t-1-3.");
        assertThat(opened.getDueAt()).isEqualTo(minutes(60));
        assertThat(opened.getHeatAfter()).isNull();
        assertThat(opened.getFollowedUpAt()).isNull();
    }

    @Test
    void tellsThatASilentThreadCooled() {
        MediationCase opened = heat("t-1");
        flow.publishAt(minutes(59), post("elsewhere", "t-2", "zoe", null, "hello"));
        assertThat(mediations()).isEmpty();
        flow.publishAt(minutes(90), post("elsewhere-2", "t-2", "zoe", null, "hello"));
        var record = flow.records(TopicCatalogue.MEDIATIONS).getFirst();
        MediationCase cooled = record.value();
        assertThat(record.key()).isEqualTo("t-1");
        assertThat(cooled.getId()).isEqualTo(opened.getId());
        assertThat(cooled.getState()).isEqualTo(MediationState.COOLED);
        assertThat(cooled.getHeat()).isEqualTo(2.4f, within(0.01f));
        assertThat(cooled.getHeatAfter()).isEqualTo(0.6f, within(0.01f));
        assertThat(cooled.getPostsAfter()).isZero();
        assertThat(cooled.getSteps()).isEqualTo(opened.getSteps());
        assertThat(cooled.getFollowedUpAt()).isEqualTo(minutes(60));
        flow.publishAt(minutes(180), post("elsewhere-3", "t-2", "zoe", null, "hello"));
        assertThat(mediations()).isEmpty();
    }

    @Test
    void tellsWithTheNextPostOfTheThreadWhatBecameOfItBefore() {
        heat("t-1");
        flow.publishAt(minutes(55), post("a", "t-1", "ada", null, "insult:0.9"));
        flow.publishAt(minutes(56), post("b", "t-1", "bob", null, "let us leave it there"));
        // In a record of 20 hours later: the thread's event time says that the hour is over.
        Post after = post("c", "t-1", "cem", null, "insult:0.9");
        after.setCreatedAt(minutes(61));
        flow.input(TopicCatalogue.POSTS, "t-1", flow.encoded(after), START);
        assertThat(mediations()).singleElement().satisfies(followUp -> {
            assertThat(followUp.getState()).isEqualTo(MediationState.STILL_HOT);
            assertThat(followUp.getHeatAfter()).isEqualTo(1.4f, within(0.01f));
            assertThat(followUp.getPostsAfter()).isEqualTo(2);
            assertThat(followUp.getRiskyPostsAfter()).isEqualTo(1);
            assertThat(followUp.getParticipants()).contains("ada", "author-3").doesNotContain("bob", "cem");
        });
    }

    @Test
    void tellsThatItGotWorse() {
        heat("t-1");
        for (int i = 0; i < 4; i++) {
            flow.publishAt(minutes(55), post("more-" + i, "t-1", "ada", null, "insult:0.9"));
        }
        flow.publishAt(minutes(62), post("elsewhere", "t-2", "zoe", null, "hello"));
        assertThat(mediations()).extracting(MediationCase::getState).containsExactly(MediationState.ESCALATED);
    }

    @Test
    void clockThatGoesBackwardsNeitherHurriesNorRepeatsTheFollowUp() {
        heat("t-1");
        flow.publishAt(THEN.minus(Duration.ofHours(9)), post("old", "t-1", "ada", null, "insult:0.9"));
        assertThat(mediations()).isEmpty();
        flow.publishAt(minutes(61), post("elsewhere", "t-2", "zoe", null, "hello"));
        flow.publishAt(minutes(10), post("back", "t-1", "ada", null, "insult:0.3"));
        flow.publishAt(minutes(62), post("elsewhere-2", "t-2", "zoe", null, "hello"));
        assertThat(mediations()).hasSize(1);
    }

    @Test
    void anotherInstanceFollowsUpWhatTheFirstOffered() {
        heat("t-1");
        try (Flow other = new Flow()) {
            other.restore(flow);
            other.publishAt(minutes(61), post("elsewhere", "t-2", "zoe", null, "hello"));
            assertThat(other.mediations()).extracting(MediationCase::getState).containsExactly(MediationState.COOLED);
        }
    }

    @Test
    void deletionOfItsCauseWithdrawsItAndTheThreadMayBeOfferedAgain() {
        MediationCase opened = heat("t-1");
        flow.publishAt(minutes(5), deletion(post("t-1-0", "t-1", "author-0", null, "")));
        assertThat(mediations()).isEmpty();
        flow.publishAt(minutes(6), deletion(post("t-1-3", "t-1", "author-3", null, "")));
        assertThat(mediations()).singleElement().satisfies(withdrawn -> {
            assertThat(withdrawn.getId()).isEqualTo(opened.getId());
            assertThat(withdrawn.getState()).isEqualTo(MediationState.WITHDRAWN);
        });
        flow.publishAt(minutes(7), post("more", "t-1", "ada", null, "insult:0.9"));
        assertThat(mediations()).singleElement().satisfies(again -> {
            assertThat(again.getState()).isEqualTo(MediationState.OPEN);
            assertThat(again.getId()).isEqualTo("t-1/more");
        });
    }

    @Test
    void twoMembersAtEachOtherAreOffered() {
        String[] authors = {"ada", "bob", "ada", "bob"};
        for (int i = 0; i < authors.length; i++) {
            String target = authors[i].equals("ada") ? "bob" : "ada";
            flow.publishAt(minutes(i), post("p" + i, "t-1", authors[i], target, "insult:0.3"));
        }
        assertThat(mediations()).singleElement().satisfies(opened -> {
            assertThat(opened.getKind()).isEqualTo(MediationKind.PAIR);
            assertThat(opened.getParticipants()).containsExactly("bob", "ada");
            assertThat(opened.getSteps()).containsExactly("Talk to each of them.");
            assertThat(opened.getNote()).isNull();
        });
        assertThat(flow.decisions())
                .extracting(d -> d.getContext().getPairExchanges())
                .containsExactly(0, 1, 1, 2);
    }

    @Test
    void oneWhoGoesAtAnotherAloneIsNoPair() {
        for (int i = 0; i < 5; i++) {
            flow.publishAt(minutes(i), post("p" + i, "t-1", "ada", "bob", "insult:0.3"));
        }
        assertThat(mediations()).isEmpty();
        assertThat(flow.decisions().getLast().getContext().getPairExchanges()).isZero();
    }

    private MediationCase heat(String thread) {
        for (int i = 0; i < 4; i++) {
            flow.publishAt(THEN, post(thread + "-" + i, thread, "author-" + i, null, "insult:0.6"));
        }
        List<MediationCase> opened = mediations();
        assertThat(opened).hasSize(1);
        return opened.getFirst();
    }

    /** Those of threads and pairs; the posts here are nudged as well. */
    private List<MediationCase> mediations() {
        return flow.mediations().stream()
                .filter(mediation -> mediation.getKind() != MediationKind.NUDGE)
                .toList();
    }

    private static Instant minutes(long minutes) {
        return THEN.plus(Duration.ofMinutes(minutes));
    }
}
