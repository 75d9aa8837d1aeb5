package dev.sluice.topology.context;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.decide.PostFacts;

/**
 * Which posts leave a trace in the context of thread, target and author, and how deep a one.
 *
 * <p>Defamation leaves none: it goes to people, and what the context remembers may lead to automatic action.
 */
final class Risky {
    private Risky() {}

    /**
     * Whether the words are new, or were just found to be other than they seemed, and carry some risk; flags and
     * deletions leave no trace, for they are others' doing. A post that is counted already is not counted again.
     */
    static boolean leavesTrace(AssessedPost assessed, double riskFloor) {
        return (hasNewWords(assessed) || assessed.getTrigger() == Trigger.SECOND_LOOK)
                && isAtFloor(PostFacts.highestOfConduct(assessed.getAssessment().getRisk()), riskFloor);
    }

    static boolean hasNewWords(AssessedPost assessed) {
        return assessed.getTrigger() == Trigger.POST || assessed.getTrigger() == Trigger.EDIT;
    }

    /** As the gate compares: a float is taken for the decimal of six places that it stands for. */
    private static boolean isAtFloor(float risk, double riskFloor) {
        return Math.rint(risk * 1e6) / 1e6 >= riskFloor;
    }
}
