package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.health.EventCounters.Totals;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final TopicPartition POSTS_0 = new TopicPartition("posts", 0);
    private static final TopicPartition POSTS_1 = new TopicPartition("posts", 1);
    private static final TopicPartition DECISIONS = new TopicPartition("decisions", 0);

    @Test
    void emptyWhereEveryEndIsReached() {
        assertThat(Backlog.behind(Map.of(POSTS_0, 5L, DECISIONS, 7L), Map.of(POSTS_0, 5L, DECISIONS, 7L)))
                .isEmpty();
    }

    @Test
    void eachTopicSaysHowFarItIsBehind() {
        Map<TopicPartition, Long> reached = Map.of(POSTS_0, 5L, POSTS_1, 1L, DECISIONS, 7L);
        Map<TopicPartition, Long> ends = Map.of(POSTS_0, 6L, POSTS_1, 4L, DECISIONS, 7L);

        assertThat(Backlog.behind(reached, ends)).containsExactly(Map.entry("posts", 4L));
    }

    @Test
    void aPartitionThatNobodyHasReadIsBehindByAllOfIt() {
        assertThat(Backlog.behind(Map.of(), Map.of(POSTS_0, 3L, POSTS_1, 0L))).containsExactly(Map.entry("posts", 3L));
    }

    @Test
    void duplicatesAreThePipelinesCountWhereNothingWasDoneAgain() {
        assertThat(RunSummary.duplicates(10, 8, new Totals(10, 8, 2, 0))).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsNotCalledADuplicate() {
        assertThat(RunSummary.duplicates(10, 7, new Totals(10, 8, 2, 0))).isEqualTo(2);
    }

    @Test
    void workThatWasDoneAgainIsNotCountedTwice() {
        assertThat(RunSummary.duplicates(10, 8, new Totals(15, 11, 4, 0))).isEqualTo(2);
    }

    @Test
    void aRecordIsStampedWithATimeThatBrokersTake() {
        Instant now = Instant.parse("2026-11-01T00:00:00Z");

        assertThat(PostRecords.timestamp(Instant.MAX, now)).isEqualTo(now.toEpochMilli());
        assertThat(PostRecords.timestamp(now.plusMillis(1), now)).isEqualTo(now.toEpochMilli());
        assertThat(PostRecords.timestamp(now.minusMillis(1), now)).isEqualTo(now.toEpochMilli() - 1);
        assertThat(PostRecords.timestamp(Instant.MIN, now)).isZero();
    }
}
