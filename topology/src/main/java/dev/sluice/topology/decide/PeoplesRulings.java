package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people ruled, in the form in which a policy rules. */
public final class PeoplesRulings {
    /** Id of the rule that stands for a reviewer's verdict. */
    public static final String VERDICT_RULE = "verdict";

    /** Id of the rule that stands for the outcome of an appeal. */
    public static final String APPEAL_RULE = "appeal";

    /** Id of the rule that stands for a notice that a person is to look at. */
    public static final String NOTICE_RULE = "notice";

    /** Id of the rule that stands for an appeal that a person is to look at. */
    public static final String COMPLAINT_RULE = "complaint";

    private static final String STANDS = "A person has decided about these words before, and that stands. ";

    private PeoplesRulings() {}

    /** Whether a case that a rule opens only brings casework the words of a case that it has opened itself. */
    public static boolean bringsWords(String rule) {
        return rule.equals(NOTICE_RULE) || rule.equals(COMPLAINT_RULE);
    }

    /** The ruling. */
    static Ruling of(AssessedPost assessed, CaseRuling ruled, Instant now) {
        boolean again = assessed.getTrigger() == Trigger.FLAG;
        String category = ruled.getLegalCategory();
        String queue = ruled.getQueue();
        return new Ruling(
                ruled.getOutcome(),
                category == null ? null : new Ruling.Escalate(category, Urgency.ROUTINE),
                rule(ruled),
                ruled.getClause(),
                again ? STANDS + ruled.getRationale() : ruled.getRationale(),
                List.of(),
                queue == null ? null : new Ruling.Review(queue, timeLeft(ruled, now)),
                notice(ruled));
    }

    private static Duration timeLeft(CaseRuling ruled, Instant now) {
        Duration left = Duration.between(now, ruled.getDueAt());
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static String rule(CaseRuling ruled) {
        return switch (ruled.getKind()) {
            case VERDICT -> VERDICT_RULE;
            case APPEAL -> APPEAL_RULE;
            case COMPLAINT -> COMPLAINT_RULE;
            case NOTICE, UNKNOWN -> NOTICE_RULE;
        };
    }

    /** The templates that packs use for the same outcomes; they name the clause, so there must be one. */
    private static @Nullable String notice(CaseRuling ruled) {
        Outcome outcome = ruled.getOutcome();
        if (ruled.getClause() == null) {
            return null;
        }
        return switch (outcome) {
            case NUDGE -> "nudge";
            case LIMIT -> "limit";
            case REMOVE -> "removal";
            case ALLOW, REVIEW, UNKNOWN -> null;
        };
    }
}
