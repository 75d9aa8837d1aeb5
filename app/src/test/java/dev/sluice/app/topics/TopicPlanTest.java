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
    void aNumberThatIsGivenHolds() {
        TopicPlan plan = new TopicPlan("", (short) 1, Map.of("decisions", 7), Map.of());

        assertThat(plan.partitionsOf(TopicCatalogue.DECISIONS)).isEqualTo(7);
        assertThat(plan.partitionsOf(TopicCatalogue.SECOND_ASSESSMENTS)).isEqualTo(TopicCatalogue.POSTS.partitions());
    }
}
