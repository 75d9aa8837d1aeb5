package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of the counts in a report, and a change to them. A name is made of lower-case parts with dots between; what a part
 * may be is bounded, and so is the number of names.
 */
public final class Counts {
    /** Posts, each once. */
    public static final String POSTS = "posts";

    /** Posts by the decision in force: {@code outcome.remove}. */
    public static final String OUTCOME = "outcome.";

    /** Posts by the rule of the decision in force, where it did not let the post through: {@code rule.hate.slur}. */
    public static final String RULE = "rule.";

    /** Posts by category and twentieth of its probability, the lowest left out: {@code risk.hate.19} is 0.95 and more. */
    public static final String RISK = "risk.";

    /** Restrictions in force by whether a person had a part: {@code restricted.automatic}, {@code restricted.person}. */
    public static final String RESTRICTED = "restricted.";

    /** Time from a post to its first restriction, in bins: {@code time-to-action.3}; see {@link TimeBins}. */
    public static final String TIME_TO_ACTION = "time-to-action.";

    /** Actions asked for: {@code action.restore}. */
    public static final String ACTION = "action.";

    /** Verdicts of people, and what they found: {@code verdict.upheld}, {@code verdict.overturned}. */
    public static final String VERDICT = "verdict.";

    /** Complaints that were taken in, whether decided by now or not. */
    public static final String COMPLAINTS = "complaint.received";

    /** Appeals decided: {@code appeal.upheld}, {@code appeal.overturned}. */
    public static final String APPEAL = "appeal.";

    /** Time from an appeal to its ruling, in bins. */
    public static final String TIME_TO_APPEAL = "time-to-appeal.";

    /** Threads offered to a mediator, and what became of them: {@code mediation.opened}, {@code mediation.cooled}. */
    public static final String MEDIATION = "mediation.";

    /** What became of nudges, where that is followed: {@code nudge.cooled}. */
    public static final String NUDGE = "nudge.";

    /** Notices of illegal content: {@code notice.member}, {@code notice.trusted}. */
    public static final String NOTICE = "notice.";

    /** Statements of reasons by kind, category, source, detection, decision and measure. */
    public static final String STATEMENT = "statement.";

    /** Bins of a probability. */
    public static final int RISK_BINS = 20;

    private static final int MAX_PART = 100;

    private final Map<String, Long> changes = new HashMap<>();

    /** Adds to a count. */
    public Counts add(String name, long by) {
        changes.merge(name, by, Long::sum);
        return this;
    }

    /** The changes, those that cancel out left out. */
    public Map<String, Long> changes() {
        changes.values().removeIf(change -> change == 0);
        return changes;
    }

    /** The bin of a probability, from 0 to 19. */
    public static int riskBin(float probability) {
        return Math.max(0, Math.min(RISK_BINS - 1, (int) (probability * RISK_BINS)));
    }

    /** How an outcome is called in names of counts. */
    public static String id(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** A part of a name that comes from data: bounded. */
    static String part(String text) {
        return text.length() <= MAX_PART ? text : text.substring(0, MAX_PART);
    }
}
