package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.PostFacts;

/** Which posts leave a trace in the context of target and author. */
final class Risky {
    private Risky() {}

    /**
     * Whether the words are new and carry some risk; flags and deletions leave no trace, for they are others' doing.
     */
    static boolean leavesTrace(AssessedPost assessed, double riskFloor) {
        return hasNewWords(assessed)
                && PostFacts.highest(assessed.getAssessment().getRisk()) >= riskFloor;
    }

    static boolean hasNewWords(AssessedPost assessed) {
        return assessed.getTrigger() == Trigger.POST || assessed.getTrigger() == Trigger.EDIT;
    }
}
