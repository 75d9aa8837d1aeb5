package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.EventCounters.Totals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in = decisions + duplicates + dead letters, whatever comes in whatever order. */
class EquationTest {
    private static final String[] TEXTS = {
        "hello", "insult:0.4", "insult:0.6", "insult:0.8", "hate:0.95", "threat:0.95", "gap:hate", "boom", ""
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyEventIsAnsweredOnce(long seed) {
        Random random = new Random(seed);
        try (Flow flow = new Flow()) {
            EventOracle oracle = new EventOracle();
            for (int i = 0; i < 600; i++) {
                event(flow, oracle, random);
            }
            List<Decision> decisions = flow.decisions();
            Totals totals = flow.totals();
            assertThat(totals.events()).isEqualTo(600);
            assertThat(totals.decisions()).isEqualTo(decisions.size());
            assertThat(totals.deadLetters()).isEqualTo(flow.deadLetters().size());
            assertThat(totals.balanced()).as(totals.toString()).isTrue();
            assertThat(decisions).extracting(Decision::getId).containsExactlyElementsOf(oracle.decisions);
            assertThat(totals.duplicates()).isEqualTo(oracle.duplicates).isPositive();
            assertThat(totals.deadLetters()).isEqualTo(oracle.deadLetters).isPositive();
            assertChained(decisions);
        }
    }

    @Test
    void restoredStateKnowsWhatWasAnswered() {
        try (Flow before = new Flow();
                Flow after = new Flow()) {
            before.publish(post("p", "hello"), post("q", "hate:0.95"));
            before.report(flag(post("p", ""), "bob"));
            assertThat(before.decisions()).hasSize(3);
            after.restore(before);
            after.publish(post("p", "hello"));
            after.report(flag(post("p", ""), "bob"));
            assertThat(after.totals().duplicates()).isEqualTo(2);
            after.publish(post("r", "insult:0.4"));
            assertThat(after.decision().getContext().getAuthorStrikes()).isEqualTo(1f);
            after.report(flag(post("p", ""), "cem"));
            assertThat(after.decision().getId()).isEqualTo("p/1/3");
        }
    }

    private static void event(Flow flow, EventOracle oracle, Random random) {
        String id = "p" + random.nextInt(60);
        String thread = "t" + id.hashCode() % 7;
        String author = random.nextInt(10) == 0 ? null : "author-" + random.nextInt(8);
        String target = random.nextBoolean() ? null : "target-" + random.nextInt(3);
        Post post = post(id, thread, author, target, TEXTS[random.nextInt(TEXTS.length)]);
        post.setCreatedAt(START.minusSeconds(random.nextInt(200_000)));
        switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                publish(flow, oracle, edit(post, 1 + random.nextInt(5), TEXTS[random.nextInt(TEXTS.length)]));
            case 3 -> publish(flow, oracle, deletion(post));
            case 4, 5, 6 -> {
                Flag flag = flag(post, "reporter-" + random.nextInt(5));
                flow.report(flag);
                oracle.flag(flag);
            }
            case 7 -> {
                flow.input(TopicCatalogue.POSTS, thread, random.nextBoolean() ? null : new byte[] {1, 2}, START);
                oracle.garbage();
            }
            default -> publish(flow, oracle, post);
        }
    }

    private static void publish(Flow flow, EventOracle oracle, Post post) {
        flow.publish(post);
        oracle.post(post);
    }

    /** Ids are unique, and the decisions about a post form one chain. */
    private static void assertChained(List<Decision> decisions) {
        Set<String> ids = new HashSet<>();
        Map<String, Integer> firsts = new HashMap<>();
        Set<String> superseded = new HashSet<>();
        for (Decision decision : decisions) {
            assertThat(ids.add(decision.getId())).as(decision.getId()).isTrue();
            if (decision.getSupersedes() == null) {
                firsts.merge(decision.getPost(), 1, Integer::sum);
            } else {
                assertThat(superseded.add(decision.getSupersedes())).isTrue();
            }
        }
        assertThat(firsts.values()).containsOnly(1);
        assertThat(ids).containsAll(superseded);
    }
}
