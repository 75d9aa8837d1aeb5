package dev.sluice.app.transparency;

import dev.sluice.app.transparency.Sending.Outcome;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.SubmissionState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what became of statements. Holds no text of theirs. */
final class SubmissionRecords {
    /** As many findings as a record keeps. */
    static final int MOST_FINDINGS = 20;

    private final Clock clock;

    SubmissionRecords(Clock clock) {
        this.clock = clock;
    }

    /** One that the database has, or has refused. */
    Submission of(Draft draft, Outcome outcome) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean there = switch (outcome.state()) {
            case SUBMITTED, FOUND -> true;
            case REFUSED, BLOCKED, SETTLED, UNKNOWN -> false;
        };
        return Submission.newBuilder()
                .setPuid(draft.puid())
                .setStatement(draft.statement())
                .setState(outcome.state())
                .setAttempts(outcome.attempts())
                .setHttpStatus(outcome.status())
                .setUuid(outcome.reference().uuid())
                .setPermalink(outcome.reference().permalink())
                .setBatch(outcome.batch())
                .setFindings(cut(outcome.findings()))
                .setSubmittedAt(there ? now : null)
                .setIssuedAt(draft.issuedAt())
                .setRecordedAt(now)
                .build();
    }

    /** One that was not sent. */
    Submission blocked(String statement, Instant issuedAt, @Nullable Draft draft, List<String> findings) {
        return Submission.newBuilder()
                .setPuid(draft == null ? null : draft.puid())
                .setStatement(statement)
                .setState(SubmissionState.BLOCKED)
                .setFindings(cut(findings))
                .setIssuedAt(issuedAt)
                .setRecordedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** The same, once a person has looked at it. */
    Submission by(Submission earlier, SubmissionState state, String actor, String reason) {
        return Submission.newBuilder(earlier)
                .setState(state)
                .setActor(actor)
                .setReason(reason)
                .setRecordedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    /** The key of a record. */
    static String key(Submission submission) {
        String puid = submission.getPuid();
        return puid == null ? submission.getStatement() : puid;
    }

    private static List<String> cut(List<String> findings) {
        return findings.stream().limit(MOST_FINDINGS).toList();
    }
}
