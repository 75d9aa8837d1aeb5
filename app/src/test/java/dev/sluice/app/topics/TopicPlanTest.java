package dev.sluice.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {
    @Test
    void answersOfSecondLooksHaveAsManyPartitionsAsPosts() {
        TopicPlan plan = new TopicPlan("", (short) 1, Map.of("posts", 12, "flags", 12), Map.of());

        assertThat(plan.partitionsOf(TopicCatalogue.SECOND_ASSESSMENTS)).isEqualTo(12);
        assertThat(plan.partitionsOf(TopicCatalogue.SECOND_LOOKS)).isEqualTo(TopicCatalogue.SECOND_LOOKS.partitions());
    }

    @Test
    void twoReplicasMustHaveARecordWhereThereAreThree() {
        TopicPlan three = new TopicPlan("", (short) 3, Map.of(), Map.of());
        TopicPlan two = new TopicPlan("", (short) 2, Map.of(), Map.of());
        TopicPlan given = new TopicPlan("", (short) 2, Map.of(), Map.of(TopicPlan.MIN_IN_SYNC, "1"));

        assertThat(three.configurationOf(TopicCatalogue.POSTS)).containsEntry("min.insync.replicas", "2");
        assertThat(two.configurationOf(TopicCatalogue.POSTS)).doesNotContainKey("min.insync.replicas");
        assertThat(given.configurationOf(TopicCatalogue.POSTS)).containsEntry("min.insync.replicas", "1");
    }

    @Test
    void aTopicWithFewerReplicasThanPlannedIsNotAskedForMoreInSyncThanItCanSpare() {
        TopicPlan plan = new TopicPlan("", (short) 3, Map.of(), Map.of());
        TopicPlan given = new TopicPlan("", (short) 3, Map.of(), Map.of(TopicPlan.MIN_IN_SYNC, "1"));

        assertThat(plan.configurationOf(TopicCatalogue.POSTS, 1)).doesNotContainKey("min.insync.replicas");
        assertThat(plan.configurationOf(TopicCatalogue.POSTS, 2)).doesNotContainKey("min.insync.replicas");
        assertThat(plan.configurationOf(TopicCatalogue.POSTS, 3)).containsEntry("min.insync.replicas", "2");
        assertThat(given.configurationOf(TopicCatalogue.POSTS, 2)).containsEntry("min.insync.replicas", "1");
    }

    @Test
    void aNumberThatIsGivenHolds() {
        TopicPlan plan = new TopicPlan("", (short) 1, Map.of("decisions", 7), Map.of());

        assertThat(plan.partitionsOf(TopicCatalogue.DECISIONS)).isEqualTo(7);
        assertThat(plan.partitionsOf(TopicCatalogue.SECOND_ASSESSMENTS)).isEqualTo(TopicCatalogue.POSTS.partitions());
    }

    @Test
    void whatMeetsPostsHasAsManyPartitionsAsThey() {
        TopicPlan plan = new TopicPlan("", (short) 1, Map.of("posts", 12), Map.of());

        assertThat(CoPartitioned.PIPELINE.topics())
                .allSatisfy(topic -> assertThat(plan.partitionsOf(topic)).isEqualTo(12));
        assertThat(new TopicPlan("", (short) 1, Map.of("posts", 12, "flags", 6), Map.of())
                        .partitionsOf(TopicCatalogue.FLAGS))
                .isEqualTo(6);
    }
}
