package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.Office;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pipeline and casework, each with what the other writes. */
class ClosedLoopTest {
    private final Flow flow = new Flow();
    private final Office office = new Office();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<ActionType> actions = new ArrayList<>();

    @AfterEach
    void close() {
        flow.close();
        office.close();
    }

    @Test
    void verdictReversesWhatTheMachineDid() {
        flow.publish(post("p", "threat:0.95"));
        exchange();
        String id = "p/1/1/review";
        assertThat(office.status(id).getText()).isEqualTo("threat:0.95");

        office.decide(id, "rex", Outcome.ALLOW);
        exchange();

        assertThat(actions).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
        assertThat(decisions.getLast().getTrigger()).isEqualTo(Trigger.VERDICT);
        assertThat(office.status(id).getState()).isEqualTo(CaseState.DECIDED);
    }

    @Test
    void appealOfAnAutomaticRemovalIsDecidedByAPersonAndRestores() {
        flow.publish(post("p", "hate:0.95"));
        exchange();
        office.send(office.anAppeal("p", "p/1/1", "ada").build());
        exchange();
        CaseStatus appeal = office.status("p/1/1/appeal");
        assertThat(appeal.getText()).isEqualTo("hate:0.95");
        assertThat(decisions.getLast().getRule()).isEqualTo("complaint");
        assertThat(actions).containsExactly(ActionType.REMOVE);

        office.decide(appeal.getId(), "rex", Outcome.ALLOW);
        exchange();

        assertThat(actions).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
        assertThat(decisions.getLast().getRule()).isEqualTo("appeal");
    }

    @Test
    void noticeAboutAHarmlessPostIsJudgedInItsWords() {
        flow.publish(post("p", "hello"));
        exchange();
        office.notice(office.aNotice("n1", "p").build());
        exchange();
        assertThat(office.status("notice/n1").getText()).isEqualTo("hello");

        office.decide("notice/n1", "rex", Outcome.REMOVE);
        exchange();

        assertThat(actions).containsExactly(ActionType.REMOVE);
        office.send(office.anAppeal("p", decisions.getLast().getId(), "ada").build());
        office.claim(decisions.getLast().getId() + "/appeal", "rex");
        assertThat(office.refusals()).as("who decided the notice").hasSize(1);
    }

    @Test
    void deletionWithdrawsTheCaseAndLeavesTheNotice() {
        Post post = post("p", "insult:0.8");
        flow.publish(post);
        exchange();
        office.notice(office.aNotice("n1", "p").build());
        exchange();
        flow.publish(deletion(post));
        exchange();

        assertThat(office.status("p/1/1/review").getState()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(office.status("notice/n1").getState()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void deletionOfAReportedPostLeavesItsCaseAndTheVerdictIsCarriedOut() {
        Post post = post("p", "threat:0.95");
        flow.publish(post);
        flow.report(flag(post, "rita"));
        flow.publish(deletion(post));
        exchange();
        assertThat(office.status("p/1/1/review").getState()).isEqualTo(CaseState.OPEN);

        office.decide("p/1/1/review", "rex", Outcome.ALLOW);
        exchange();

        assertThat(decisions.getLast().getTrigger()).isEqualTo(Trigger.VERDICT);
        assertThat(actions).containsExactly(ActionType.REMOVE, ActionType.RESTORE);
    }

    @Test
    void reporterWhoWasRightCountsMoreTheNextTime() {
        Post first = post("p", "insult:0.8");
        flow.publish(first);
        flow.report(flag(first, "rita"));
        office.flag("p", "rita");
        exchange();
        office.decide("p/1/1/review", "rex", Outcome.LIMIT);
        exchange();

        Post second = post("q", "hello");
        flow.publish(second);
        flow.report(flag(second, "rita"));
        exchange();

        assertThat(decisions.getLast().getContext().getFlagWeight()).isEqualTo(1.2f);
    }

    /** Hands on what each has written for the other, until neither has. */
    private void exchange() {
        boolean busy = true;
        while (busy) {
            decisions.addAll(flow.decisions());
            flow.records(TopicCatalogue.ACTIONS).forEach(record -> {
                actions.add(record.value().getType());
                office.take(record.value());
            });
            flow.reviews().forEach(office::take);
            boolean rulings = toPipeline(TopicCatalogue.RULINGS);
            boolean standings = toPipeline(TopicCatalogue.REPORTER_STANDING);
            busy = rulings || standings;
        }
        decisions.addAll(flow.decisions());
    }

    private <T extends SpecificRecord> boolean toPipeline(Topic<T> topic) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), flow.registry);
        var records = office.records(topic);
        records.forEach(
                record -> flow.input(topic, record.key(), serde.encode(topic.name(), record.value()), Posts.START));
        return !records.isEmpty();
    }
}
