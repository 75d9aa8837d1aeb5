package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.embedded.StackSettings;
import dev.sluice.app.play.AllOutputs;
import dev.sluice.app.play.Backlog;
import dev.sluice.app.play.Ignored;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.Playback;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.play.Tally;
import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.TextSpan;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples of all mappings through one embedded stack, as {@code run --embedded --source NAME} plays each: every
 * event answered, spans where they were really posted, edits decided anew, deletions honoured.
 */
@Timeout(300)
class SourceSamplesIT {
    private static final Duration STALL = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static final List<Post> POSTS = new CopyOnWriteArrayList<>();
    private static final List<Decision> DECISIONS = new ArrayList<>();
    private static final List<DeadLetter> LETTERS = new ArrayList<>();
    private static final List<String> BAD = new CopyOnWriteArrayList<>();
    private static Map<String, List<Post>> bySource = Map.of();

    @BeforeAll
    static void playAllSamples() throws Exception {
        Telemetry telemetry = Telemetry.simple();
        Tally tally = new Tally();
        try (EmbeddedStack stack = EmbeddedStack.start(new StackSettings(
                        Samples.HOME.resolve("policies"),
                        folder.resolve("vault"),
                        StackSettings.BROKER_HEAP_MIB,
                        telemetry,
                        StackSettings.NONE,
                        false,
                        note -> {}));
                EventLines lines = new Samples.All();
                PostPublisher publisher = new PostPublisher(stack.client(), stack.registry(), "");
                OutputReader reader = new OutputReader(
                        stack.client(), stack.registry(), "", new AllOutputs(List.of(tally, new Taken())));
                Backlog backlog = new Backlog(
                        stack.client(),
                        new Backlog.Groups(
                                stack.group(), stack.secondLookGroup(), stack.caseworkGroup(), stack.outcomesGroup()),
                        "")) {
            new Playback(publisher, reader, backlog, tally, telemetry.counters(), STALL).play(lines, new Played());
        }
        bySource = new LinkedHashMap<>();
        for (Post post : POSTS) {
            bySource.computeIfAbsent(Objects.requireNonNull(post.getOrigin()).getSource(), source -> new ArrayList<>())
                    .add(post);
        }
    }

    @AfterAll
    static void forget() {
        POSTS.clear();
        DECISIONS.clear();
        LETTERS.clear();
        BAD.clear();
    }

    static List<String> names() {
        return Samples.MAPPINGS.names();
    }

    @Test
    void everyEventOfEverySampleIsAnsweredOnce() {
        assertThat(BAD).isEmpty();
        assertThat(LETTERS).isEmpty();
        assertThat(bySource.keySet()).containsExactlyInAnyOrderElementsOf(names());
        assertThat(DECISIONS).hasSameSizeAs(POSTS);
        assertThat(DECISIONS).extracting(Decision::getId).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEditIsDecidedAnewAndADeletionEndsIt(String source) {
        List<Post> posts = bySource.get(source);
        assertThat(posts).extracting(Post::getEvent).contains(PostEvent.CREATED, PostEvent.DELETED);
        assertThat(posts).anyMatch(post -> post.getEvent() != PostEvent.DELETED && post.getRevision() > 1);
        for (Post post : posts) {
            List<Post> events = posts.stream()
                    .filter(other -> other.getId().equals(post.getId()))
                    .toList();
            requireChain(events, decisions(post.getId()));
        }
    }

    /** A decision that takes the longer way round may be written late; which one it follows is told by its number. */
    private static void requireChain(List<Post> events, List<Decision> decisions) {
        assertThat(decisions).hasSameSizeAs(events);
        String before = null;
        for (int i = 0; i < events.size(); i++) {
            String expected = before;
            Decision decision = decisions.stream()
                    .filter(each -> Objects.equals(each.getSupersedes(), expected))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no decision follows " + expected));
            before = decision.getId();
            assertThat(decision.getThread()).isEqualTo(events.getFirst().getThread());
            if (events.get(i).getEvent() == PostEvent.DELETED) {
                assertThat(decision.getTrigger()).isEqualTo(Trigger.DELETE);
                assertThat(decision.getRule()).isEqualTo("intake.deleted");
                assertThat(decision.getSpans()).isEmpty();
            } else {
                assertThat(decision.getTrigger()).isEqualTo(i == 0 ? Trigger.POST : Trigger.EDIT);
                assertThat(decision.getRevision()).isEqualTo(events.get(i).getRevision());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySpanIsFoundInWhatWasPosted(String source) {
        int found = 0;
        for (Decision decision : DECISIONS) {
            for (Post post : bySource.get(source)) {
                if (post.getId().equals(decision.getPost())
                        && post.getRevision() == decision.getRevision()
                        && post.getEvent() != PostEvent.DELETED
                        && decision.getTrigger() != Trigger.DELETE) {
                    Originals originals = Originals.of(post);
                    for (TextSpan span : decision.getSpans()) {
                        Samples.requireQuoted(originals, post, span.getStart(), span.getEnd());
                        found++;
                    }
                }
            }
        }
        assertThat(found).isPositive();
    }

    private static List<Decision> decisions(String post) {
        return DECISIONS.stream()
                .filter(decision -> decision.getPost().equals(post))
                .toList();
    }

    private static final class Taken extends Ignored {
        @Override
        public void decided(Decision decision) {
            DECISIONS.add(decision);
        }

        @Override
        public void refused(DeadLetter deadLetter) {
            LETTERS.add(deadLetter);
        }
    }

    private static final class Played implements Playback.Listener {
        @Override
        public void accepted(PostLine line) {
            if (line instanceof PostLine.Posted posted) {
                POSTS.add(posted.post());
            }
        }

        @Override
        public void refused(long number, String reason) {
            BAD.add(number + " " + reason);
        }

        @Override
        public void answered(long events) {}
    }
}
