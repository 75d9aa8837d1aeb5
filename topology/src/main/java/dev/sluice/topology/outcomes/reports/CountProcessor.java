package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.outcomes.DecisionIds;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.outcomes.PeoplesPart;
import dev.sluice.topology.state.PostState.Answer;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts posts, each once, by the decision in force. A decision that supersedes another takes back what that one counted
 * and counts anew, both in the window of the post's first event; one that was overtaken on its way changes nothing but the
 * window, where it knows an earlier first event.
 */
public final class CountProcessor implements Processor<byte[], Decision, String, ReportChange> {
    private final Retention retention;
    private final Duration keep;

    private ProcessorContext<String, ReportChange> context;
    private KeyValueStore<String, byte[]> counted;

    /**
     * A processor for one task.
     *
     * @param keep how long a post can still be counted otherwise, in stream time
     */
    public CountProcessor(Duration keep, Retention retention) {
        this.keep = keep;
        this.retention = retention;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<String, ReportChange> processorContext) {
        context = processorContext;
        counted = processorContext.getStateStore(OutcomeStores.COUNTED);
        Sweep.schedule(processorContext, counted, keep, retention);
    }

    @Override
    public void process(Record<byte[], Decision> record) {
        Decision decision = record.value();
        CountedPost before = CountedPost.of(counted.get(decision.getPost()));
        if (before == null && isLate(decision.getTrigger())) {
            return;
        }
        // A post from the future must not close the windows of the present.
        long at = Math.max(0, Math.min(decision.getPostCreatedAt().toEpochMilli(), record.timestamp()));
        CountedPost after = after(before, decision, at);
        if (after.equals(before)) {
            return;
        }
        counted.put(decision.getPost(), after.toBytes(context.currentStreamTimeMs()));
        send(decision, before, after);
    }

    private static CountedPost after(@Nullable CountedPost before, Decision decision, long at) {
        Answer answer = DecisionIds.answer(decision);
        if (before == null) {
            return counted(answer, decision, at, null);
        }
        if (!before.last().before(answer)) {
            boolean first = isFirstEvent(decision.getTrigger()) && at < before.firstAt();
            return first ? at(before, at) : before;
        }
        if (decision.getTrigger() == Trigger.DELETE || PeoplesPart.isAsked(decision)) {
            // Neither the author nor the platform undoes a decision by deleting the post, nor does anybody by
            // contesting it.
            return new CountedPost(
                    answer,
                    before.firstAt(),
                    before.outcome(),
                    before.rule(),
                    before.automatic(),
                    before.acted(),
                    before.bins());
        }
        return counted(answer, decision, before.firstAt(), before);
    }

    private static CountedPost counted(Answer answer, Decision decision, long firstAt, @Nullable CountedPost before) {
        Outcome outcome = decision.getOutcome();
        // A later automatic decision that comes to the same does not undo that a person has decided.
        boolean automatic =
                !PeoplesPart.decided(decision) && (before == null || before.outcome() != outcome || before.automatic());
        boolean acted = (before != null && before.acted()) || restricts(outcome);
        return new CountedPost(
                answer,
                firstAt,
                outcome,
                outcome == Outcome.ALLOW ? null : decision.getRule(),
                automatic,
                acted,
                CountedPost.Bins.of(decision.getRisk()));
    }

    private static CountedPost at(CountedPost post, long at) {
        return new CountedPost(
                post.last(), at, post.outcome(), post.rule(), post.automatic(), post.acted(), post.bins());
    }

    private void send(Decision decision, @Nullable CountedPost before, CountedPost after) {
        Counts counts = new Counts();
        after.addTo(counts, 1);
        if (after.acted() && (before == null || !before.acted())) {
            counts.add(Counts.TIME_TO_ACTION + timeToAction(decision), 1);
        }
        if (before != null && before.firstAt() == after.firstAt()) {
            before.addTo(counts, -1);
        } else if (before != null) {
            Counts back = new Counts();
            before.addTo(back, -1);
            forward(decision.getCommunity(), before.firstAt(), back);
        }
        forward(decision.getCommunity(), after.firstAt(), counts);
    }

    /** From the event that the decision answers: how long who posted, reported or appealed has waited. */
    private static int timeToAction(Decision decision) {
        return TimeBins.of(Duration.between(decision.getPostCreatedAt(), decision.getDecidedAt()));
    }

    private void forward(String community, long at, Counts counts) {
        if (!counts.changes().isEmpty()) {
            ReportChange change = ReportChanges.of(community, at, counts);
            context.forward(new Record<>(community, change, at));
        }
    }

    private static boolean restricts(Outcome outcome) {
        return outcome == Outcome.LIMIT || outcome == Outcome.REMOVE;
    }

    /** Whether this comes after a decision, possibly after so long that its post is forgotten here: it counts no post. */
    private static boolean isLate(Trigger trigger) {
        return switch (trigger) {
            case DELETE, VERDICT, APPEAL, NOTICE -> true;
            case POST, EDIT, FLAG, SECOND_LOOK, UNKNOWN -> false;
        };
    }

    private static boolean isFirstEvent(Trigger trigger) {
        return trigger == Trigger.POST || trigger == Trigger.EDIT;
    }
}
