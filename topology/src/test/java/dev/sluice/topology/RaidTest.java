package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies of the same words are counted, by authors and threads, where anything gives reason to look. */
class RaidTest {
    private static final String WORDS = "insult:0.4 everybody knows what this clown did at the village fair";
    private static final Instant THEN = START.minus(Duration.ofHours(20));

    private final Flow flow = new Flow();

    @AfterEach
    void everyEventIsAnswered() {
        assertThat(flow.totals().balanced()).isTrue();
        flow.close();
    }

    @Test
    void copiesAreCountedByAuthorsAndThreads() {
        flow.publish(post("a", "t-1", "ada", null, WORDS));
        flow.publish(post("b", "t-2", "bob", null, WORDS.replace(" clown ", " CL0WN ") + "!!!"));
        flow.publish(post("c", "t-3", "cem", "zoe", WORDS));
        flow.publish(post("d", "t-3", "cem", "yan", WORDS));
        flow.publish(post("e", "t-4", "dan", null, "insult:0.4 the weather has been awful for the whole week"));
        assertThat(flow.decisions())
                .extracting(
                        d -> d.getContext().getCopies(),
                        d -> d.getContext().getCopyAuthors(),
                        d -> d.getContext().getCopyThreads())
                .containsExactly(tuple(1, 1, 1), tuple(2, 2, 2), tuple(3, 3, 3), tuple(4, 3, 3), tuple(1, 1, 1));
    }

    @Test
    void harmlessCopiesLeaveAtTheGateAndAreNotKept() {
        for (int i = 0; i < 5; i++) {
            flow.publish(post("p" + i, "t-" + i, "author-" + i, null, "come to the village fair on saturday at noon"));
        }
        assertThat(flow.decisions())
                .allSatisfy(d -> assertThat(d.getContext().getCopies()).isZero());
        try (KeyValueIterator<String, Object> kept =
                flow.driver.<String, Object>getKeyValueStore("copies").all()) {
            assertThat(kept.hasNext()).isFalse();
        }
    }

    @Test
    void harmlessCopiesAreSeenOnceMembersFlagThem() {
        for (int i = 0; i < 3; i++) {
            Post post = post("p" + i, "t-" + i, "author-" + i, null, "come to the village fair on saturday at noon");
            flow.publish(post);
            flow.report(flag(post, "rita"));
        }
        assertThat(flow.decisions().getLast().getContext().getCopyAuthors()).isEqualTo(3);
    }

    @Test
    void flagsAndEditsAreNoFurtherCopiesAndForgetNone() {
        Post first = post("a", "t-1", "ada", null, WORDS);
        flow.publish(first);
        flow.publish(post("b", "t-2", "bob", null, WORDS));
        flow.publish(edit(first, 2, WORDS + "."));
        flow.report(flag(first, "rita"));
        assertThat(copies(flow.decisions())).containsExactly(1, 2, 2, 2);
    }

    @Test
    void shortPhrasesAreNoCopies() {
        flow.publish(post("a", "t-1", "ada", null, "insult:0.4"));
        flow.publish(post("b", "t-2", "bob", null, "insult:0.4"));
        assertThat(copies(flow.decisions())).containsExactly(0, 0);
    }

    @Test
    void raidEndsWithItsWindow() {
        flow.publishAt(THEN, post("a", "t-1", "ada", null, WORDS));
        flow.publishAt(THEN.plus(Duration.ofHours(5)), post("b", "t-2", "bob", null, WORDS));
        flow.publishAt(THEN.plus(Duration.ofHours(7)), post("c", "t-3", "cem", null, WORDS));
        assertThat(copies(flow.decisions())).containsExactly(1, 2, 2);
    }

    @Test
    void lateCopiesCountWhileTheWindowHoldsThem() {
        flow.publishAt(THEN.plus(Duration.ofHours(5)), post("a", "t-1", "ada", null, WORDS));
        flow.publishAt(THEN, post("late", "t-2", "bob", null, WORDS));
        flow.publishAt(THEN.minus(Duration.ofHours(3)), post("too-late", "t-3", "cem", null, WORDS));
        flow.publishAt(THEN.plus(Duration.ofHours(5)), post("d", "t-4", "dan", null, WORDS));
        assertThat(copies(flow.decisions())).containsExactly(1, 2, 2, 3);
    }

    @Test
    void postsWithoutAuthorAreNoCrowd() {
        for (int i = 0; i < 3; i++) {
            flow.publish(post("p" + i, "t-1", null, null, WORDS));
        }
        Context context = flow.decisions().getLast().getContext();
        assertThat(context.getCopies()).isEqualTo(3);
        assertThat(context.getCopyAuthors()).isEqualTo(1);
    }

    private static List<Integer> copies(List<Decision> decisions) {
        return decisions.stream().map(d -> d.getContext().getCopies()).toList();
    }
}
