package dev.sluice.topology;

import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.serde.WireFormat;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.decide.PostFacts;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.io.IOException;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An escalation needs nothing but itself. */
class EscalationTest {
    private final Flow flow = new Flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void goesOutBesideTheOutcome() {
        flow.publish(post("p", "threat:0.95"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getLegalCategory()).isEqualTo("THREAT_TO_LIFE");
        assertThat(escalation.getUrgency()).isEqualTo(Urgency.THREAT_TO_LIFE);
        assertThat(escalation.getJurisdictions()).containsExactly("GB-EAW", "EU");
        assertThat(escalation.getSummary()).contains("threat.life").doesNotContain("threat:0.95");
        assertThat(escalation.getDecision().getEscalated()).isEqualTo("THREAT_TO_LIFE");
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.REMOVE);
    }

    @Test
    void isKeyedByADeterministicId() {
        flow.publish(post("p", "threat:0.95"));
        var record = flow.records(TopicCatalogue.ESCALATIONS).getFirst();
        assertThat(record.key()).isEqualTo(record.value().getId());
        assertThat(UUID.fromString(record.key()).version()).isEqualTo(5);
        try (Flow again = new Flow()) {
            again.publish(post("p", "threat:0.95"));
            assertThat(again.escalations().getFirst().getId()).isEqualTo(record.key());
        }
    }

    @Test
    void theRecordDecodesWithTheSchemaThatItBrings() throws IOException {
        flow.publish(post("p", "threat:0.95 as posted"));
        Escalation escalation = flow.escalations().getFirst();
        Schema writer = new Schema.Parser().parse(escalation.getSource().getWriterSchema());
        byte[] value = escalation.getSource().getValue().array();
        GenericRecord read = new GenericDatumReader<GenericRecord>(writer)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(
                                        value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES, null));
        assertThat(read.get("text")).hasToString("threat:0.95 as posted");
        assertThat(escalation.getPost().getText()).isEqualTo("threat:0.95 as posted");
    }

    @Test
    void thePolicyThatItBringsDecidesTheSameAgain() {
        flow.publish(post("p", "threat:0.95"));
        Escalation escalation = flow.escalations().getFirst();
        PolicyPack pack = PolicyPack.parse("escalation", escalation.getPolicy().getText());
        assertThat(pack.sha256()).isEqualTo(escalation.getDecision().getPolicySha256());
        Decision decision = escalation.getDecision();
        AssessedPost again = new AssessedPost();
        again.setPost(escalation.getPost());
        again.setAssessment(escalation.getAssessment());
        again.setContext(decision.getContext());
        again.setTrigger(decision.getTrigger());
        Ruling ruling = pack.decide(PostFacts.of(again));
        assertThat(ruling.rule()).isEqualTo(decision.getRule());
        assertThat(ruling.outcome()).isEqualTo(decision.getOutcome());
    }

    @Test
    void sameWordsAreEscalatedOnce() {
        Post post = post("p", "threat:0.95");
        flow.publish(post);
        flow.report(flag(post, "bob"));
        assertThat(flow.escalations()).hasSize(1);
        flow.publish(edit(post, 2, "threat:0.97"));
        assertThat(flow.escalations()).hasSize(1);
    }
}
