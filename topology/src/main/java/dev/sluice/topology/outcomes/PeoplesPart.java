package dev.sluice.topology.outcomes;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;

/** What part people had in a decision, as its record says. */
public final class PeoplesPart {
    private PeoplesPart() {}

    /** Whether people made the decision, by a verdict or on appeal. */
    public static boolean decided(Decision decision) {
        return switch (decision.getTrigger()) {
            case VERDICT -> true;
            case APPEAL -> decision.getOutcome() != Outcome.REVIEW;
            case POST, EDIT, DELETE, FLAG, SECOND_LOOK, NOTICE, UNKNOWN -> false;
        };
    }

    /** Whether the decision only asks a person, because of a notice or an appeal, and leaves all else as it was. */
    public static boolean isAsked(Decision decision) {
        return switch (decision.getTrigger()) {
            case NOTICE, APPEAL -> decision.getOutcome() == Outcome.REVIEW;
            case POST, EDIT, DELETE, FLAG, SECOND_LOOK, VERDICT, UNKNOWN -> false;
        };
    }
}
