package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.MessageKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member's flags count follows what verdicts say of them. */
class ReporterTest {
    private static final Offset<Float> CLOSE = Offset.offset(0.001f);

    private final Office office =
            new Office("reporters: {upheld: 2, rejected: 2, halfLife: P90D, forget: P365D}\nkeep: P400D");

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void upheldFlagRaisesAndUnfoundedFlagLowersTheWeight() {
        office.flag("p", "rita");
        office.flag("p", "rita");
        office.decide(office.open("p"), "rex", Outcome.LIMIT);
        assertThat(standing("rita").getWeight()).isCloseTo(2 * 3 / 5f, CLOSE);

        office.flag("q", "rita");
        office.decide(office.open("q"), "rex", Outcome.ALLOW);
        assertThat(standing("rita").getWeight()).isCloseTo(1f, CLOSE);
    }

    @Test
    void reporterIsToldThatTheReportHasArrivedAndWhatCameOfIt() {
        office.flag("p", "rita");
        office.flag("p", "rita");
        office.decide(office.open("p"), "rex", Outcome.LIMIT);

        assertThat(office.read(TopicCatalogue.MESSAGES_OUT))
                .extracting(CaseMessage::getKind, CaseMessage::getTo, CaseMessage::getOutcome)
                .containsExactly(
                        tuple(MessageKind.REPORT_RECEIPT, "rita", null),
                        tuple(MessageKind.REPORT_DECISION, "rita", Outcome.LIMIT));
    }

    @Test
    void whatWasLongAgoCountsLess() {
        office.flag("p", "rita");
        office.decide(office.open("p"), "rex", Outcome.REMOVE);
        standing("rita");
        office.pass(Duration.ofDays(90));
        office.flag("q", "rita");
        office.decide(office.open("q"), "rex", Outcome.REMOVE);

        ReporterStanding standing = standing("rita");
        assertThat(standing.getUpheld()).isCloseTo(1.5f, CLOSE);
        assertThat(standing.getWeight()).isCloseTo(2 * 3.5f / 5.5f, CLOSE);
    }

    @Test
    void verdictThatComesBehindAnotherOfLaterTimeCountsByItsOwnTime() {
        office.flag("p", "rita");
        office.flag("q", "rita");
        String early = office.open("p");
        String late = office.open("q");
        office.claim(early, "rex");
        var delayed = office.aVerdict(early, "rex", Outcome.ALLOW, "Plain.");
        office.pass(Duration.ofMinutes(10));
        office.decide(late, "rex", Outcome.REMOVE);
        office.send(delayed);

        assertThat(standing("rita").getWeight()).isCloseTo(1f, CLOSE);
    }

    @Test
    void appealThatReversesTheVerdictCorrectsTheStanding() {
        office.flag("p", "rita");
        office.decide(office.open("p"), "rex", Outcome.REMOVE);
        office.restrict("p", "p/1/2", ActionType.REMOVE);
        office.send(office.anAppeal("p", "p/1/2", "ada").build());
        office.decide("p/1/2/appeal", "uma", Outcome.ALLOW);

        ReporterStanding standing = standing("rita");
        assertThat(standing.getUpheld()).isZero();
        assertThat(standing.getRejected()).isCloseTo(1f, CLOSE);
    }

    private ReporterStanding standing(String reporter) {
        List<ReporterStanding> standings = office.read(TopicCatalogue.REPORTER_STANDING).stream()
                .filter(standing -> standing.getReporter().equals(reporter))
                .toList();
        assertThat(standings).isNotEmpty();
        return standings.getLast();
    }
}
