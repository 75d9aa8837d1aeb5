package dev.sluice.escalation.retention;

import dev.sluice.escalation.hold.Hold;
import dev.sluice.escalation.hold.Holds;
import dev.sluice.escalation.inventory.CaseFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What is to become of a case. */
public sealed interface Verdict {
    /** It is kept. */
    sealed interface Keep extends Verdict {
        /** Why, in words. */
        String why();
    }

    /**
     * Its time is not over.
     *
     * @param dueAt when it will be
     * @param why by which rule
     */
    record NotDue(Instant dueAt, String why) implements Keep {}

    /**
     * Holds cover it.
     *
     * @param holds those
     */
    record Held(List<Hold> holds) implements Keep {
        /** Keeps a copy. */
        public Held {
            holds = List.copyOf(holds);
        }

        @Override
        public String why() {
            return "held by " + holds.stream().map(Hold::id).collect(Collectors.joining(", "));
        }
    }

    /**
     * Nobody can read it, so nobody can say what it is and when its time is over.
     *
     * @param why what is wrong
     */
    record Unreadable(String why) implements Keep {}

    /**
     * Its time is over.
     *
     * @param since when that was
     */
    record Due(Instant since) implements Verdict {}

    /** Custody says that it was erased or deleted, and something of it may be left. */
    record Unfinished() implements Verdict {}

    /** The verdict on a case. */
    static Verdict on(CaseFacts facts, RetentionSchedule schedule, Holds holds, Instant now) {
        if (facts.versions().isEmpty() || facts.erased()) {
            return new Unfinished();
        }
        List<Hold> covering = holds.on(facts);
        if (!covering.isEmpty()) {
            return new Held(covering);
        }
        CaseFacts.About about = facts.about();
        if (about == null) {
            return new Unreadable(facts.unreadable());
        }
        Instant dueAt;
        try {
            dueAt = schedule.dueAt(about.legalCategory(), facts.lastSealedAt(), about.retention());
        } catch (DateTimeException e) {
            return new Unreadable("its own retention is no period of up to " + RetentionSchedule.Rule.LONGEST);
        }
        return now.isBefore(dueAt)
                ? new NotDue(
                        dueAt,
                        "kept until " + dueAt + ", the later of schedule " + schedule.describe()
                                + " and of what it says of itself")
                : new Due(dueAt);
    }
}
