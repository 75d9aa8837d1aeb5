package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.SecondLooks;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.secondlook.Looks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in whatever order: each second look has one end, and the decisions about a post are one chain. */
class SecondLookEquationTest {
    private static final int EVENTS = 300;
    private static final String[] TEXTS = {
        "hello",
        "hate:0.5 again:hate:0.93",
        "insult:0.6 again:insult:0.1",
        "threat:0.5 again:threat:0.95",
        "insult:0.8",
        "hate:0.5 choke",
        "boom",
        ""
    };

    private final Flow flow = new Flow(new ScriptedDetectors(), new ScriptedSecondLook());
    private final SecondLooks counts = flow.telemetry.secondLooks();
    private final AvroSerde<SecondAssessment> answers = new AvroSerde<>(SecondAssessment.class, flow.registry);
    private final List<SecondAssessment> underWay = new ArrayList<>();
    private long sent;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everySecondLookHasOneEnd(long seed) {
        Random random = new Random(seed);
        try (flow) {
            for (int i = 0; i < EVENTS; i++) {
                event(random);
                look(random.nextInt(8) == 0 ? 31 : 0);
                if (random.nextInt(3) == 0) {
                    deliver(random, random.nextInt(4) > 0);
                }
            }
            while (!underWay.isEmpty()) {
                deliver(random, true);
            }
            List<Decision> decisions = flow.decisions();
            long secondLooks = decisions.stream()
                    .filter(decision -> decision.getTrigger() == Trigger.SECOND_LOOK)
                    .count();
            assertThat(flow.totals().events()).isEqualTo(EVENTS);
            assertThat(flow.totals().balanced()).as(flow.totals().toString()).isTrue();
            assertThat(flow.totals().decisions()).isEqualTo(decisions.size() - secondLooks);
            assertThat(counts.counted(Result.DECIDED)).isEqualTo(secondLooks).isPositive();
            assertThat(counts.counted(Result.STALE)).isPositive();
            assertThat(counts.counted(Result.REPEATED)).isPositive();
            assertThat(counts.counted(Result.KEPT)).isPositive();
            assertThat(sent).isEqualTo(ended());
            assertChained(decisions);
        }
    }

    private long ended() {
        return counts.counted(Result.DECIDED)
                + counts.counted(Result.KEPT)
                + counts.counted(Result.STALE)
                + counts.counted(Result.REPEATED)
                + counts.counted(Result.REFUSED);
    }

    private void event(Random random) {
        String id = "p" + random.nextInt(80);
        String author = random.nextInt(10) == 0 ? null : "author-" + random.nextInt(8);
        String target = random.nextBoolean() ? null : "target-" + random.nextInt(3);
        Post post = post(id, "t" + id.hashCode() % 7, author, target, TEXTS[random.nextInt(TEXTS.length)]);
        switch (random.nextInt(10)) {
            case 0, 1 -> flow.publish(edit(post, 1 + random.nextInt(5), TEXTS[random.nextInt(TEXTS.length)]));
            case 2 -> flow.publish(deletion(post));
            case 3, 4 -> flow.report(flag(post, "reporter-" + random.nextInt(5)));
            default -> flow.publish(post);
        }
    }

    private void look(int secondsLater) {
        Clock later = Clock.offset(flow.services.clock(), Duration.ofSeconds(secondsLater));
        Looks looks = new Looks(new ScriptedSecondLook(), Duration.ofSeconds(30), later, counts);
        underWay.addAll(looks.answer(flow.read(TopicCatalogue.SECOND_LOOKS)));
    }

    /** Delivers one of the answers, and sometimes leaves it to be delivered again. */
    private void deliver(Random random, boolean last) {
        if (underWay.isEmpty()) {
            return;
        }
        int at = random.nextInt(underWay.size());
        SecondAssessment answer = last ? underWay.remove(at) : underWay.get(at);
        sent++;
        flow.input(
                TopicCatalogue.SECOND_ASSESSMENTS,
                answer.getThread(),
                answers.encode("second-assessments", answer),
                Posts.START);
    }

    /** Ids are unique, each post has one first decision, and each decision is superseded by one at most. */
    private static void assertChained(List<Decision> decisions) {
        Set<String> ids = new HashSet<>();
        Set<String> superseded = new HashSet<>();
        Map<String, Integer> firsts = new HashMap<>();
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
