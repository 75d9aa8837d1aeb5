package dev.sluice.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.registry.ShippedSchemas;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
    @Test
    void namesAreThoseOfTheContract() {
        assertThat(TopicCatalogue.all().stream().map(Topic::name))
                .containsExactly(
                        "posts",
                        "flags",
                        "assessments",
                        "second-looks",
                        "second-assessments",
                        "decisions",
                        "actions",
                        "reviews",
                        "case-commands",
                        "notices-in",
                        "case-events",
                        "cases",
                        "verdicts",
                        "rulings",
                        "refusals",
                        "messages-out",
                        "case-alerts",
                        "qa-results",
                        "reporter-standing",
                        "mediations",
                        "statements",
                        "submissions",
                        "labels",
                        "reports",
                        "escalations",
                        "supplements",
                        "receipts",
                        "defamation-commands",
                        "defamation-notices",
                        "letters-out",
                        "defamation-alerts",
                        "defamation-refusals",
                        "poster-identities",
                        "dead-letters",
                        "policies",
                        "rule-alerts");
    }

    @Test
    void schemaOfEveryTopicIsShipped() {
        for (Topic<?> topic : TopicCatalogue.all()) {
            Schema schema = SpecificData.get().getSchema(topic.valueType());
            assertThat(ShippedSchemas.wire().stream().map(Schema::getFullName)).contains(schema.getFullName());
        }
    }

    @Test
    void whatWrapsARecordTakesMoreThanTheRecord() {
        int posts = TopicCatalogue.POSTS.maxMessageBytes();
        int escalations = TopicCatalogue.ESCALATIONS.maxMessageBytes();
        assertThat(escalations)
                .as("a post twice, raw and decoded, the assessment and the decision")
                .isGreaterThanOrEqualTo(2 * posts
                        + TopicCatalogue.ASSESSMENTS.maxMessageBytes()
                        + TopicCatalogue.DECISIONS.maxMessageBytes());
        int assessments = TopicCatalogue.ASSESSMENTS.maxMessageBytes();
        assertThat(TopicCatalogue.SECOND_ASSESSMENTS.maxMessageBytes()).isGreaterThan(assessments);
        assertThat(TopicCatalogue.SECOND_LOOKS.maxMessageBytes()).isGreaterThan(posts + assessments);
        assertThat(TopicCatalogue.DEAD_LETTERS.maxMessageBytes()).isGreaterThan(escalations);
        assertThat(TopicCatalogue.largestMessageBytes()).isEqualTo(TopicCatalogue.DEAD_LETTERS.maxMessageBytes());
    }

    @Test
    void topicsThatHoldEvidenceAreForLegalOnly() {
        assertThat(TopicCatalogue.all().stream().filter(topic -> topic.sensitivity() == Sensitivity.LEGAL))
                .containsExactly(
                        TopicCatalogue.ESCALATIONS,
                        TopicCatalogue.SUPPLEMENTS,
                        TopicCatalogue.RECEIPTS,
                        TopicCatalogue.DEFAMATION_COMMANDS,
                        TopicCatalogue.DEFAMATION_NOTICES,
                        TopicCatalogue.LETTERS_OUT,
                        TopicCatalogue.DEFAMATION_ALERTS,
                        TopicCatalogue.DEFAMATION_REFUSALS,
                        TopicCatalogue.POSTER_IDENTITIES,
                        TopicCatalogue.DEAD_LETTERS);
    }

    @Test
    void configurationIsKafkas() {
        assertThat(TopicCatalogue.POSTS.configuration())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "2592000000")
                .containsEntry("max.message.bytes", "2097152");
        assertThat(TopicCatalogue.POLICIES.configuration())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("retention.ms", "-1");
    }

    @Test
    void refusesNoPartitions() {
        assertThatThrownBy(() -> TopicCatalogue.POSTS.withPartitions(0))
                .hasMessage("topic posts partitions 0; allowed: 1 or more");
        assertThat(TopicCatalogue.POSTS.withPartitions(9).partitions()).isEqualTo(9);
    }

    @Test
    void findsByName() {
        assertThat(TopicCatalogue.find("posts")).isSameAs(TopicCatalogue.POSTS);
        assertThat(TopicCatalogue.find("nothing")).isNull();
    }
}
