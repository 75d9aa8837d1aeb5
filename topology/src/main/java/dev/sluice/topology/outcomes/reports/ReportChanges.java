package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.MediationKind;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.StatementOfReasons;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;

/** What each record adds to the report of its community, besides posts. Keeps nothing. */
public final class ReportChanges {
    private ReportChanges() {}

    static ReportChange of(String community, long at, Counts counts) {
        ReportChange change = new ReportChange();
        change.setCommunity(community);
        change.setCounts(new HashMap<>(counts.changes()));
        change.setAt(Instant.ofEpochMilli(at));
        return change;
    }

    /** An action that the platform was asked for. */
    public static ReportChange of(Action action, long at) {
        return of(
                action.getCommunity(),
                at,
                new Counts().add(Counts.ACTION + action.getType().name().toLowerCase(Locale.ROOT), 1));
    }

    /** A thread that was offered to a mediator, or what became of one or of a nudge: one count each. */
    public static ReportChange of(MediationCase mediation, long at) {
        String what = mediation.getKind() == MediationKind.NUDGE ? Counts.NUDGE : Counts.MEDIATION;
        String became = switch (mediation.getState()) {
            case OPEN -> "opened";
            case COOLED -> "cooled";
            case STILL_HOT -> "still-hot";
            case ESCALATED -> "escalated";
            case WITHDRAWN -> "withdrawn";
            case UNKNOWN -> "unknown";
        };
        return of(mediation.getCommunity(), at, new Counts().add(what + became, 1));
    }

    /**
     * A notice of illegal content.
     *
     * @param trusted whether it is of a trusted flagger
     */
    public static ReportChange of(ContentNotice notice, boolean trusted) {
        String by = trusted ? "trusted" : "member";
        return of(
                notice.getCommunity(), notice.getSubmittedAt().toEpochMilli(), new Counts().add(Counts.NOTICE + by, 1));
    }

    /** A complaint about a decision, which casework has taken in. */
    public static ReportChange of(CaseRuling complaint) {
        return of(
                complaint.getCommunity(),
                complaint.getRuledAt().toEpochMilli(),
                new Counts().add(Counts.COMPLAINTS, 1));
    }

    /** What a person found. */
    public static ReportChange of(Label label) {
        String found = label.getUpheld() ? "upheld" : "overturned";
        Counts counts = new Counts().add(Counts.VERDICT + found, 1);
        if (label.getKind() == LabelKind.APPEAL) {
            Duration waited = Duration.between(label.getOpenedAt(), label.getRuledAt());
            counts.add(Counts.APPEAL + found, 1).add(Counts.TIME_TO_APPEAL + TimeBins.of(waited), 1);
        }
        return of(label.getCommunity(), label.getRuledAt().toEpochMilli(), counts);
    }

    /** A statement of reasons, by what its public part says; the parts of the name are values of closed lists. */
    public static ReportChange of(StatementOfReasons statement, long at) {
        PublicStatement published = statement.getPublicStatement();
        String what = statement.getKind().name().toLowerCase(Locale.ROOT);
        Counts counts = new Counts().add(Counts.STATEMENT + what, 1);
        if (published != null) {
            counts.add(
                    String.join(
                            ".",
                            Counts.STATEMENT + "by",
                            published.getCategory(),
                            published.getSourceType(),
                            published.getAutomatedDetection() ? "automated" : "people",
                            published.getAutomatedDecision(),
                            published.getDecisionGround(),
                            published.getDecisionVisibility().getFirst()),
                    1);
        } else if (!statement.getWithheld().isEmpty()) {
            counts.add(Counts.STATEMENT + "withheld", 1);
        }
        return of(statement.getCommunity(), at, counts);
    }
}
