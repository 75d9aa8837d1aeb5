package dev.sluice.topology.casework.verdict;

import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.GivenVerdict;
import dev.sluice.schemas.GoldenAnswer;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.QaKind;
import dev.sluice.schemas.QaResult;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Outlets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says how verdicts compare with known answers and with each other. */
final class QaResults {
    private QaResults() {}

    /**
     * What a verdict is held against.
     *
     * @param kind known answer or other verdict
     * @param other who gave the other verdict
     * @param expected the answer or the other verdict
     */
    record Against(QaKind kind, @Nullable String other, Outcome expected) {}

    static void send(Docket docket, CaseFile file, GivenVerdict given, Against against) {
        CaseStatus status = file.getStatus();
        GoldenAnswer golden = file.getGolden();
        QaResult result = new QaResult();
        result.setId(given.getId() + "/" + against.kind.name().toLowerCase(Locale.ROOT));
        result.setKind(against.kind);
        result.setCase$(status.getId());
        result.setItem(golden == null ? null : golden.getItem());
        result.setCommunity(status.getCommunity());
        result.setQueue(status.getQueue());
        result.setRule(status.getRule());
        result.setReviewer(given.getReviewer());
        result.setOther(against.other);
        result.setExpected(against.expected);
        result.setGiven(given.getOutcome());
        result.setAgrees(against.expected == given.getOutcome());
        result.setAt(given.getGivenAt());
        docket.send(Outlets.QA, status.getId(), result);
    }
}
