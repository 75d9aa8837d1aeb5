package dev.sluice.topology;

import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.Office;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pipeline, casework and outcomes, each with what the others write. */
class WholeLoopTest {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    private final Flow flow = new Flow();
    private final Office office = new Office();
    private final OutcomesFlow outcomes = new OutcomesFlow(OutcomesFlow.SETTINGS.withQa(new QaPlan(1, 0)));
    private final List<Decision> decisions = new ArrayList<>();
    private final List<ActionType> actions = new ArrayList<>();
    private final List<StatementOfReasons> statements = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    @AfterEach
    void close() {
        flow.close();
        office.close();
        outcomes.close();
    }

    @Test
    void verdictThatDiffersReversesTheActionStatesWhyAndTeaches() {
        publish(post("p", "threat:0.95"));
        assertThat(statements)
                .singleElement()
                .returns(StatementKind.IMPOSED, StatementOfReasons::getKind)
                .returns("AUTOMATED_DECISION_FULLY", StatementOfReasons::getAutomatedDecision);

        office.pass(Duration.ofMinutes(5));
        office.decide("p/1/1/review", "rex", Outcome.ALLOW);
        exchange();

        assertThat(actions).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
        assertThat(statements)
                .extracting(StatementOfReasons::getDecision, StatementOfReasons::getKind)
                .containsExactly(tuple("p/1/1", StatementKind.IMPOSED), tuple("p/1/2", StatementKind.LIFTED));
        assertThat(labels)
                .singleElement()
                .returns("p/1/1", Label::getDecision)
                .returns("threat.life", Label::getRule)
                .returns(LabelKind.REVIEW, Label::getKind)
                .returns(true, Label::getAutomatic)
                .returns(false, Label::getUpheld);
        assertThat(day())
                .containsEntry("posts", 1L)
                .containsEntry("outcome.allow", 1L)
                .containsEntry("action.restore", 1L)
                .containsEntry("verdict.overturned", 1L)
                .containsEntry("statement.lifted", 1L)
                .doesNotContainKey("restricted.automatic");
    }

    @Test
    void appealOfTheAuthorJudgesTheDecisionThatIsContested() {
        publish(post("p", "hate:0.95"));
        office.send(office.anAppeal("p", "p/1/1", "ada").build());
        exchange();
        assertThat(decisions.getLast().getRule()).isEqualTo("complaint");
        assertThat(day()).as("what is contested holds for now").containsEntry("outcome.remove", 1L);

        office.decide("p/1/1/appeal", "rex", Outcome.ALLOW);
        exchange();

        assertThat(labels)
                .singleElement()
                .returns("p/1/1", Label::getDecision)
                .returns("hate.remove", Label::getRule)
                .returns(LabelKind.APPEAL, Label::getKind)
                .returns(true, Label::getAutomatic)
                .returns(false, Label::getUpheld);
        assertThat(statements)
                .extracting(StatementOfReasons::getKind)
                .containsExactly(StatementKind.IMPOSED, StatementKind.LIFTED);
        assertThat(day())
                .containsEntry("complaint.received", 1L)
                .containsEntry("appeal.overturned", 1L)
                .containsEntry("outcome.allow", 1L)
                .doesNotContainKey("outcome.review");
    }

    @Test
    void decisionThatAPersonConfirmedIsContestedAsItsStatementNamesIt() {
        publish(post("p", "threat:0.95"));
        office.pass(Duration.ofMinutes(5));
        office.decide("p/1/1/review", "rex", Outcome.REMOVE);
        exchange();
        assertThat(actions).containsExactly(ActionType.REMOVE);
        assertThat(statements.getLast().getDecision()).isEqualTo("p/1/2");
        assertThat(statements.getLast().getKind()).isIn(StatementKind.CONFIRMED, StatementKind.CHANGED);

        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        exchange();
        office.decide("p/1/1/appeal", "sam", Outcome.ALLOW);
        exchange();

        assertThat(office.refusals()).isEmpty();
        assertThat(actions).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
        assertThat(statements.getLast().getKind()).isEqualTo(StatementKind.LIFTED);
    }

    @Test
    void complaintOfANotifierJudgesThePersonsDecision() {
        publish(post("p", "hello"));
        office.notice(office.aNotice("n1", "p").build());
        exchange();
        office.decide("notice/n1", "rex", Outcome.ALLOW);
        exchange();
        office.send(office.anAppeal("p", "notice/n1/verdict", "nora").build());
        exchange();
        office.decide("notice/n1/verdict/appeal", "sam", Outcome.REMOVE);
        exchange();

        assertThat(labels)
                .extracting(Label::getKind, Label::getDecided, Label::getAutomatic, Label::getUpheld)
                .containsExactly(
                        tuple(LabelKind.NOTICE, Outcome.ALLOW, true, true),
                        tuple(LabelKind.APPEAL, Outcome.ALLOW, false, false));
        assertThat(actions).containsExactly(ActionType.REMOVE);
        assertThat(day())
                .containsEntry("complaint.received", 1L)
                .containsEntry("appeal.overturned", 1L)
                .containsEntry("restricted.person", 1L);
    }

    @Test
    void postThatTheSampleFindsIsRemovedAndCountsForTheOthers() {
        Post post = post("p", "hello");
        outcomes.publish(TopicCatalogue.POSTS, post, Posts.START);
        publish(post);
        exchange();
        office.decide("p/1/qa", "rex", Outcome.REMOVE);
        exchange();

        assertThat(actions).containsExactly(ActionType.REMOVE);
        assertThat(labels)
                .singleElement()
                .returns(LabelKind.SAMPLE, Label::getKind)
                .returns(false, Label::getUpheld);
        assertThat(statements)
                .singleElement()
                .returns("AUTOMATED_DECISION_NOT_AUTOMATED", StatementOfReasons::getAutomatedDecision);
    }

    private Map<String, Long> day() {
        return outcomes.counts(ReportWindow.DAY, DAY);
    }

    private void publish(Post post) {
        flow.publish(post);
        exchange();
    }

    /** Hands on what each has written for the others, until none has. */
    private void exchange() {
        boolean busy = true;
        while (busy) {
            fromPipeline();
            outcomes.reviews().forEach(office::take);
            office.records(TopicCatalogue.VERDICTS)
                    .forEach(record -> outcomes.publish(TopicCatalogue.VERDICTS, record.value(), office.now()));
            boolean rulings = toPipeline(TopicCatalogue.RULINGS);
            boolean standings = toPipeline(TopicCatalogue.REPORTER_STANDING);
            busy = rulings || standings;
        }
        statements.addAll(outcomes.statements());
        labels.addAll(outcomes.labels());
    }

    private void fromPipeline() {
        for (Decision decision : flow.decisions()) {
            decisions.add(decision);
            outcomes.publish(TopicCatalogue.DECISIONS, decision, decision.getDecidedAt());
        }
        flow.actions().forEach(action -> {
            actions.add(action.getType());
            office.take(action);
            outcomes.publish(TopicCatalogue.ACTIONS, action, action.getRequestedAt());
        });
        flow.reviews().forEach(office::take);
    }

    private <T extends SpecificRecord> boolean toPipeline(Topic<T> topic) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), flow.registry);
        List<TestRecord<String, T>> records = office.records(topic);
        if (topic == TopicCatalogue.RULINGS) {
            records.forEach(record -> outcomes.publish(topic, record.value(), office.now()));
        }
        records.forEach(
                record -> flow.input(topic, record.key(), serde.encode(topic.name(), record.value()), Posts.START));
        return !records.isEmpty();
    }
}
