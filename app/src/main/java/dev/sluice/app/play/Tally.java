package dev.sluice.app.play;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationState;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what came out, as the topics hold it. */
public final class Tally implements Outputs {
    private static final List<String> PEOPLES = List.of(
            TopicCatalogue.RULINGS.name(),
            TopicCatalogue.NOTICES_IN.name(),
            TopicCatalogue.CASE_COMMANDS.name(),
            TopicCatalogue.CASE_EVENTS.name(),
            TopicCatalogue.REVIEWS.name(),
            TopicCatalogue.ACTIONS.name());

    private final Set<String> escalations = new HashSet<>();
    private final Set<String> sealed = new HashSet<>();
    private final Set<String> putAside = new HashSet<>();
    private final Map<String, Long> outcomes = noOutcomes();
    private final Map<String, Long> escalated = new TreeMap<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> queues = new TreeMap<>();
    private long decisions;
    private long secondLooks;
    private long byPeople;
    private final Map<String, CaseState> cases = new HashMap<>();
    private long superseding;
    private long mediations;
    private long followUps;
    private long reviewRecords;
    private long withdrawn;

    /** Every outcome that there is, each counted zero times. */
    static Map<String, Long> noOutcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.UNKNOWN) {
                outcomes.put(id(outcome), 0L);
            }
        }
        return outcomes;
    }

    @Override
    public void decided(Decision decision) {
        switch (decision.getTrigger()) {
            case SECOND_LOOK -> secondLooks++;
            case VERDICT, APPEAL, NOTICE -> byPeople++;
            case POST, EDIT, DELETE, FLAG, UNKNOWN -> decisions++;
        }
        if (decision.getSupersedes() != null) {
            superseding++;
        }
        outcomes.merge(id(decision.getOutcome()), 1L, Long::sum);
    }

    @Override
    public void asked(Action action) {
        actions.merge(id(action.getType()), 1L, Long::sum);
    }

    @Override
    public void reviewed(ReviewCase reviewCase) {
        reviewRecords++;
        if (reviewCase.getState() == CaseState.WITHDRAWN) {
            withdrawn++;
        } else {
            queues.merge(reviewCase.getQueue(), 1L, Long::sum);
        }
    }

    @Override
    public void stands(CaseStatus status) {
        cases.put(status.getId(), status.getState());
    }

    @Override
    public void mediated(MediationCase mediation) {
        if (mediation.getState() == MediationState.OPEN) {
            mediations++;
        } else {
            followUps++;
        }
    }

    @Override
    public void escalated(Escalation escalation) {
        if (escalations.add(escalation.getId())) {
            escalated.merge(escalation.getLegalCategory(), 1L, Long::sum);
        }
    }

    @Override
    public void sealed(EvidenceReceipt receipt) {
        sealed.add(receipt.getEscalation());
    }

    @Override
    public void refused(DeadLetter deadLetter) {
        RawRecord source = deadLetter.getSource();
        if (isOfSecondLook(source.getTopic()) || isOfPeople(source.getTopic())) {
            return;
        }
        if (source.getTopic().endsWith(TopicCatalogue.ESCALATIONS.name())) {
            putAside.add(source.getPartition() + "@" + source.getOffset());
            return;
        }
        reasons.merge(id(deadLetter.getReason()), 1L, Long::sum);
    }

    /** What comes between a post and its second look stands for no event. */
    private static boolean isOfSecondLook(String topic) {
        return topic.endsWith(TopicCatalogue.SECOND_LOOKS.name())
                || topic.endsWith(TopicCatalogue.SECOND_ASSESSMENTS.name());
    }

    /** Nor does what goes between people and pipeline. */
    private static boolean isOfPeople(String topic) {
        return PEOPLES.stream().anyMatch(topic::endsWith);
    }

    /** Decisions that answer an event, first and later ones. */
    public long decisions() {
        return decisions;
    }

    /** Decisions that a second look led to; each replaces another. */
    public long secondLooks() {
        return secondLooks;
    }

    /** Decisions that people led to, by verdicts, appeals and notices. */
    public long byPeople() {
        return byPeople;
    }

    /** Cases of people, by where they stand; those that nobody has looked at are open. */
    public Map<String, Long> cases() {
        Map<String, Long> standing = new TreeMap<>();
        cases.values().forEach(state -> standing.merge(id(state), 1L, Long::sum));
        return standing;
    }

    /** Decisions that replace another. */
    public long superseding() {
        return superseding;
    }

    /** Decisions by outcome, later superseded ones too. */
    public Map<String, Long> outcomes() {
        return outcomes;
    }

    /** Actions by type. */
    public Map<String, Long> actions() {
        return actions;
    }

    /** Actions asked for. */
    public long actionRecords() {
        return sum(actions);
    }

    /** Records of review cases: opened and withdrawn. */
    public long reviewRecords() {
        return reviewRecords;
    }

    /** Review cases that were withdrawn since the post was edited, deleted or decided anew. */
    public long withdrawn() {
        return withdrawn;
    }

    /** Review cases opened, by queue. */
    public Map<String, Long> queues() {
        return queues;
    }

    /** Threads offered to a mediator. */
    public long mediations() {
        return mediations;
    }

    /** What became of mediations and nudges, as far as it was told. */
    public long followUps() {
        return followUps;
    }

    /** Distinct escalations. */
    public long escalations() {
        return escalations.size();
    }

    /** Distinct escalations by legal category. */
    public Map<String, Long> escalationsByCategory() {
        return escalated;
    }

    /** Distinct escalations whose evidence is sealed. */
    public long sealedEvidence() {
        return sealed.size();
    }

    /** Distinct escalations that the sink could not seal and has put aside in the vault. */
    public long putAside() {
        return putAside.size();
    }

    /** Distinct escalations whose evidence is neither sealed nor put aside yet. */
    public long unsealed() {
        return Math.max(0, withoutReceipt() - putAside());
    }

    /** Dead letters that stand for events. */
    public long deadLetters() {
        return sum(reasons);
    }

    /** Dead letters by reason. */
    public Map<String, Long> deadLettersByReason() {
        return reasons;
    }

    private long withoutReceipt() {
        return escalations.stream().filter(id -> !sealed.contains(id)).count();
    }

    /** The sum of these counts. */
    static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How an enum's value is written in output: lower case. */
    static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
