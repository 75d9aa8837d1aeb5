package dev.sluice.topology.outcomes.statements;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.StatementKind;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.outcomes.DecisionIds;
import dev.sluice.topology.state.PostState.Answer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The difference that a decision makes to the restriction of its post, and how it came about, computed from the decisions
 * and notices before it.
 *
 * @param before what was known
 * @param after what is known now
 * @param kind what is to be said; null where there is nothing new to say
 * @param source what led to the decision
 */
record Lineage(
        PostLineage before, PostLineage after, @Nullable StatementKind kind, SourceType source) {

    /**
     * Takes a decision in.
     *
     * <p>One that a later decision has overtaken on its way is not in force and changes nothing. A deletion says nothing
     * either: its author knows of it, and a restriction is not lifted by it. An edit begins anew: other words were found
     * and decided in their own way.
     */
    static Lineage of(PostLineage before, Decision decision) {
        SourceType telling = telling(decision.getTrigger());
        PostLineage told = before.toldBy(telling);
        Answer answer = DecisionIds.answer(decision);
        if (!before.last().before(answer) || decision.getTrigger() == Trigger.DELETE) {
            return new Lineage(before, told, null, told.told());
        }
        boolean sameWords = before.last().revision() == answer.revision();
        boolean wasFound = sameWords && before.found();
        boolean isFound = wasFound || decision.getOutcome() != Outcome.ALLOW;
        boolean byMachine = wasFound ? before.foundByMachine() : isFound && isAutomatic(decision.getTrigger());
        boolean byPerson = isByPerson(decision.getTrigger());
        Restriction now = Restriction.after(decision.getOutcome(), before.inForce());
        boolean machineBefore = sameWords && before.machineRestricted();
        boolean acts = acts(decision.getOutcome());
        Automation automation = !acts
                ? before.automation()
                : automation(before, byPerson, sameWords && now == before.inForce(), machineBefore);
        String clause = acts && now != Restriction.NONE ? decision.getClause() : before.clause();
        StatementKind kind = acts ? kind(before, now, sameWords, automation, clause) : null;
        PostLineage after = new PostLineage(
                answer,
                byMachine,
                isFound,
                told.told(),
                machineBefore || (acts && !byPerson && now != Restriction.NONE),
                now,
                now == Restriction.NONE ? null : clause,
                automation,
                kind == null ? before.statement() : statementId(decision));
        return new Lineage(before, after, kind, source(decision.getTrigger(), told.told()));
    }

    static String statementId(Decision decision) {
        return decision.getId() + "/statement";
    }

    private static @Nullable StatementKind kind(
            PostLineage before, Restriction now, boolean sameWords, Automation automation, @Nullable String clause) {
        boolean wasRestricted = before.inForce() != Restriction.NONE;
        if (now == Restriction.NONE) {
            return wasRestricted ? StatementKind.LIFTED : null;
        }
        if (!wasRestricted || !sameWords) {
            return StatementKind.IMPOSED;
        }
        if (now != before.inForce() || !Objects.equals(clause, before.clause())) {
            return StatementKind.CHANGED;
        }
        return automation != before.automation() && automation != Automation.FULLY ? StatementKind.CONFIRMED : null;
    }

    /** A later automatic decision that comes to the same does not undo that a person has decided. */
    private static Automation automation(
            PostLineage before, boolean byPerson, boolean unchanged, boolean machineRestricted) {
        if (byPerson) {
            return machineRestricted ? Automation.PARTIALLY : Automation.NOT;
        }
        return unchanged ? before.automation() : Automation.FULLY;
    }

    private static boolean acts(Outcome outcome) {
        return switch (outcome) {
            case ALLOW, NUDGE, LIMIT, REMOVE -> true;
            case REVIEW, UNKNOWN -> false;
        };
    }

    private static boolean isByPerson(Trigger trigger) {
        return switch (trigger) {
            case VERDICT, APPEAL -> true;
            case POST, EDIT, DELETE, FLAG, SECOND_LOOK, NOTICE, UNKNOWN -> false;
        };
    }

    private static boolean isAutomatic(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, SECOND_LOOK -> true;
            case DELETE, FLAG, VERDICT, APPEAL, NOTICE, UNKNOWN -> false;
        };
    }

    private static SourceType telling(Trigger trigger) {
        return switch (trigger) {
            case FLAG -> SourceType.REPORT;
            case NOTICE -> SourceType.NOTICE;
            case POST, EDIT, DELETE, SECOND_LOOK, VERDICT, APPEAL, UNKNOWN -> SourceType.OWN_INITIATIVE;
        };
    }

    /** What a machine decides about the words alone nobody told us; a person decides knowing all that was told. */
    private static SourceType source(Trigger trigger, SourceType told) {
        return switch (trigger) {
            case POST, EDIT, SECOND_LOOK -> SourceType.OWN_INITIATIVE;
            case FLAG, NOTICE, VERDICT, APPEAL, DELETE, UNKNOWN -> told;
        };
    }
}
