package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.Office;
import dev.sluice.topology.state.AuthorState;
import dev.sluice.topology.state.CopyState;
import dev.sluice.topology.state.OpenMediation;
import dev.sluice.topology.state.OpenNudge;
import dev.sluice.topology.state.PostStanding;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.TargetState;
import dev.sluice.topology.state.ThreadState;
import dev.sluice.topology.upgrade.FrozenState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state of every release so far, under the code of today: it is read, and goes on where it was. How a release
 * freezes its own is in docs/deploy.md.
 */
class UpgradeTest {
    private static final String PIPELINE = "pipeline.state";
    private static final String CASEWORK = "casework.state";
    /** Hits of rules that a release of policies has changed, for as long as their breaker watches them. */
    private static final Set<String> PASSING = Set.of(Stores.RULE_HITS);

    private static final String HOT = "t-hot";

    private static final Post RUDE = post("rude", "t-1", "ada", "bob", "insult:0.8");
    private static final Post EDITED = post("edited", "t-1", "cem", null, "hello there");
    private static final Post FLAGGED = post("flagged", "t-1", "dot", null, "a plain remark");
    private static final Post THREAT = post("threat", "t-2", "eve", "bob", "threat:0.95");

    private final Flow flow = new Flow();
    private final Office office = new Office("exposure: {queues: [safety], max: 20, window: PT8H}");

    @AfterEach
    void close() {
        flow.close();
        office.close();
    }

    static List<String> releases() {
        return FrozenState.releases();
    }

    @Test
    void freezesTheStateOfThisRelease() throws IOException {
        String release = FrozenState.toFreeze();
        Assumptions.assumeTrue(release != null, "only with -Dsluice.upgrade.freeze=VERSION");
        playPipeline();
        playCasework();
        FrozenState.freeze(FrozenState.file(release, PIPELINE), flow.driver, PASSING);
        FrozenState.freeze(FrozenState.file(release, CASEWORK), office.driver, Set.of());
    }

    /** Every kind of state that the pipeline has, some of it in each of its layouts. */
    private void playPipeline() {
        ReporterStanding standing = ReporterStanding.newBuilder()
                .setReporter("rita")
                .setUpheld(1)
                .setRejected(0)
                .setWeight(1.2f)
                .setAsOf(Posts.START)
                .build();
        flow.input(
                TopicCatalogue.REPORTER_STANDING,
                "rita",
                new AvroSerde<>(ReporterStanding.class, flow.registry).encode("reporter-standing", standing),
                Posts.START);
        flow.publish(RUDE, EDITED, FLAGGED, THREAT, edit(EDITED, 2, "hello again"));
        String copied = "insult:0.6 everybody knows that the butcher sells old meat and waters the milk every morning";
        flow.publish(post("copied-1", "t-3", "gil", "bob", copied), post("copied-2", "t-4", "hal", "bob", copied));
        flow.publish(post("nudged", "t-1", "fay", null, "insult:0.55"));
        flow.report(flag(FLAGGED, "rita"));
        for (int i = 1; i <= 3; i++) {
            flow.publish(post("hot-" + i, HOT, "author-" + i, "bob", "insult:0.8"));
        }
    }

    private void playCasework() {
        office.flag("q", "rita");
        office.decide(office.open("q"), "rex", Outcome.LIMIT);
        office.decide(office.open("hard", "safety"), "rex", Outcome.REMOVE);
        office.claim(office.open("claimed"), "sam");
        office.open("waiting");
        office.notice(office.aNotice("n1", "noticed").build());
    }

    @Test
    void aReleaseHasFrozenItsState() {
        assertThat(releases()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyEntryIsRead(String release) throws IOException {
        FrozenState state = FrozenState.read(FrozenState.file(release, PIPELINE));
        Map<String, Function<byte[], Object>> readers = Map.of(
                Stores.POSTS_SEEN, PostState::of,
                Stores.THREAD_HEAT, ThreadState::of,
                Stores.TARGET_PILE_ON, TargetState::of,
                Stores.AUTHOR_RECORD, AuthorState::of,
                Stores.POSTS_IN_FORCE, PostStanding::of,
                Stores.COPIES, CopyState::of,
                Stores.MEDIATIONS_OPEN, OpenMediation::of,
                Stores.NUDGES_OPEN, OpenNudge::of);
        readers.forEach((store, reader) -> assertThat(state.of(store).values())
                .as(store)
                .isNotEmpty()
                .allSatisfy(value -> assertThat(reader.apply(value)).isNotNull()));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void anEditOfAPostFromBeforeIsAssessedAnew(String release) throws IOException {
        restore(release);
        flow.publish(edit(RUDE, 2, "threat:0.95"), edit(EDITED, 3, "hello for the third time"));

        List<Decision> decisions = flow.decisions();
        assertThat(decisions).extracting(Decision::getId).containsExactlyInAnyOrder("rude/2/1", "edited/3/1");
        Decision rude = decisions.stream()
                .filter(decision -> decision.getPost().equals("rude"))
                .findFirst()
                .orElseThrow();
        assertThat(rude.getTrigger()).isEqualTo(Trigger.EDIT);
        assertThat(rude.getOutcome()).isEqualTo(Outcome.REMOVE);
        assertThat(rude.getSupersedes()).isEqualTo("rude/1/1");
        assertThat(flow.reviews())
                .as("the case about the words of before is withdrawn")
                .filteredOn(review -> review.getState() == CaseState.WITHDRAWN)
                .extracting(ReviewCase::getPost)
                .containsExactly("rude");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aPostFromBeforeThatComesAgainIsADuplicate(String release) throws IOException {
        restore(release);
        flow.publish(RUDE, EDITED, THREAT);

        assertThat(flow.decisions()).isEmpty();
        assertThat(flow.totals().duplicates()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aThreadStaysHotAndACrowdStaysACrowd(String release) throws IOException {
        restore(release);
        flow.publish(post("next", HOT, "newcomer", "bob", "insult:0.4"));

        Decision next = flow.decision();
        assertThat(next.getContext().getThreadPosts()).isEqualTo(4);
        assertThat(next.getContext().getThreadHeat()).isGreaterThan(2);
        assertThat(next.getRule()).as("three people had told bob before").isEqualTo("pile-on");
        assertThat(flow.mediations()).as("it was offered before").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void flagsAndDeletionsFindTheirPosts(String release) throws IOException {
        restore(release);
        flow.report(flag(FLAGGED, "rita"));
        assertThat(flow.decisions()).as("she had flagged it before").isEmpty();

        flow.report(flag(FLAGGED, "sid"));
        assertThat(flow.decision().getRule()).as("two members by now").isEqualTo("flagged");
        flow.publish(deletion(THREAT));
        assertThat(flow.decision().getTrigger()).isEqualTo(Trigger.DELETE);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aCaseFromBeforeIsDecidedAfter(String release) throws IOException {
        FrozenState.read(FrozenState.file(release, CASEWORK)).restoreInto(office.driver);
        office.verdict("claimed/1/1/review", "sam", Outcome.REMOVE);
        office.decide("waiting/1/1/review", "rex", Outcome.ALLOW);
        office.decide("notice/n1", "rex", Outcome.ALLOW);

        assertThat(office.refusals()).isEmpty();
        assertThat(office.read(TopicCatalogue.VERDICTS))
                .extracting(Verdict::getPost)
                .containsExactly("claimed", "waiting", "noticed");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void clocksThatRanBeforeRunOn(String release) throws IOException {
        FrozenState.read(FrozenState.file(release, CASEWORK)).restoreInto(office.driver);
        office.pass(Duration.ofHours(25));

        assertThat(office.read(TopicCatalogue.CASE_ALERTS)).isNotEmpty();
    }

    private void restore(String release) throws IOException {
        FrozenState.read(FrozenState.file(release, PIPELINE)).restoreInto(flow.driver);
    }
}
