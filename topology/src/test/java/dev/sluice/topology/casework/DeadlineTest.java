package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.AlertKind;
import dev.sluice.schemas.CaseAlert;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.clock.CaseClock;
import dev.sluice.topology.casework.clock.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases are escalated before they are late, and being late is marked; by the wall clock, which may go back. */
class DeadlineTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);
    private static final String RULES = "escalation: {after: 0.75, queue: lead}\nkeep: P210D\nlease: PT15M";

    @Test
    void caseGoesToTheLeadBeforeItIsLateAndIsMarkedWhenItIs() {
        try (Office office = new Office(RULES)) {
            String id = office.open("p");
            office.pass(Duration.ofHours(17));
            assertThat(office.read(TopicCatalogue.CASE_ALERTS)).isEmpty();

            office.pass(Duration.ofHours(2));
            assertThat(office.status(id))
                    .returns(true, CaseStatus::getEscalated)
                    .returns(false, CaseStatus::getBreached)
                    .returns("lead", CaseStatus::getQueue);
            CaseAlert alert = office.read(TopicCatalogue.CASE_ALERTS).getFirst();
            assertThat(alert.getKind()).isEqualTo(AlertKind.ESCALATED);
            assertThat(alert.getQueue()).as("where it waited").isEqualTo("manners");

            office.pass(Duration.ofHours(6));
            assertThat(office.status(id).getBreached()).isTrue();
            assertThat(office.read(TopicCatalogue.CASE_ALERTS))
                    .extracting(CaseAlert::getKind)
                    .containsExactly(AlertKind.BREACHED);

            office.pass(Duration.ofDays(2));
            assertThat(office.read(TopicCatalogue.CASE_ALERTS)).as("once each").isEmpty();
            office.decide(id, "rex", Outcome.ALLOW);
            assertThat(office.read(TopicCatalogue.VERDICTS).getFirst().getBreached())
                    .isTrue();
        }
    }

    @Test
    void claimOutlivesEscalation() {
        try (Office office = new Office(RULES)) {
            ReviewCase soon = office.review("p", "manners");
            soon.setDueAt(office.now().plus(Duration.ofMinutes(20)));
            office.take(soon);
            office.pass(Duration.ofMinutes(5));
            office.claim(soon.getId(), "rex");
            office.pass(Duration.ofMinutes(11));

            assertThat(office.status(soon.getId()))
                    .returns(true, CaseStatus::getEscalated)
                    .returns("rex", CaseStatus::getClaimedBy);
        }
    }

    @Test
    void caseDecidedInTimeRaisesNoAlert() {
        try (Office office = new Office(RULES)) {
            office.decide(office.open("p"), "rex", Outcome.ALLOW);
            office.pass(Duration.ofDays(2));

            assertThat(office.read(TopicCatalogue.CASE_ALERTS)).isEmpty();
        }
    }

    @Test
    void backlogOfOldCasesIsEscalatedOnceAndNotLost() {
        try (Office office = new Office(RULES)) {
            for (int i = 0; i < 700; i++) {
                ReviewCase old = office.review("p" + i, "manners");
                old.setOpenedAt(office.now().minus(Duration.ofDays(3)));
                old.setDueAt(office.now().minus(Duration.ofDays(2)));
                office.take(old);
            }
            for (int tick = 0; tick < 3; tick++) {
                office.pass(Duration.ofSeconds(1));
            }

            assertThat(office.read(TopicCatalogue.CASE_ALERTS))
                    .extracting(CaseAlert::getKind)
                    .hasSize(1_400)
                    .containsOnly(AlertKind.ESCALATED, AlertKind.BREACHED);
        }
    }

    @Test
    void caseThatIsOverIsForgottenInTimeHereAndInTheTopic() {
        try (Office office = new Office(RULES)) {
            String id = office.open("p");
            office.decide(id, "rex", Outcome.ALLOW);
            office.pass(Duration.ofDays(209));
            assertThat(office.cases()).containsKey(id);

            office.pass(Duration.ofDays(2));
            assertThat(office.cases()).isEmpty();
            try (var left = office.driver.getKeyValueStore("case-files").all()) {
                assertThat(left.hasNext()).isFalse();
            }
            try (var left = office.driver.getKeyValueStore("post-files").all()) {
                assertThat(left.hasNext()).isFalse();
            }
            try (var left = office.driver.getKeyValueStore("case-timers").all()) {
                assertThat(left.hasNext()).isFalse();
            }
        }
    }

    @Test
    void newInstanceGoesOnInTheMiddleOfALease() {
        try (Office old = new Office(RULES);
                Office young = new Office(RULES)) {
            String id = old.open("p");
            old.claim(id, "rex");
            old.pass(Duration.ofMinutes(10));
            young.restore(old);
            young.pass(Duration.ofMinutes(10));
            young.claim(id, "uma");
            assertThat(young.refusals()).containsExactly(RefusalReason.ALREADY_CLAIMED);

            young.pass(Duration.ofMinutes(6));
            assertThat(young.status(id).getState()).isEqualTo(CaseState.OPEN);
            young.pass(Duration.ofHours(18));
            assertThat(young.read(TopicCatalogue.CASE_ALERTS)).hasSize(1);
        }
    }

    @Test
    void newInstanceWhoseClockIsBehindDoesNothingTwice() {
        try (Office old = new Office(RULES);
                Office behind = new Office(RULES)) {
            String id = old.open("p");
            old.pass(Duration.ofHours(19));
            assertThat(old.read(TopicCatalogue.CASE_ALERTS)).hasSize(1);
            behind.restore(old);
            behind.pass(Duration.ofHours(20));
            behind.claim(id, "rex");

            assertThat(behind.read(TopicCatalogue.CASE_ALERTS))
                    .as("marked on the case")
                    .isEmpty();
            assertThat(behind.status(id))
                    .returns("lead", CaseStatus::getQueue)
                    .returns("rex", CaseStatus::getClaimedBy);
        }
    }

    @Test
    void clockThatIsSetBackStandsStill() {
        CaseClock clock = new CaseClock();
        assertThat(clock.atLeast(1_000)).isEqualTo(1_000);
        assertThat(clock.atLeast(400)).isEqualTo(1_000);
        assertThat(clock.atLeast(1_001)).isEqualTo(1_001);
    }

    @Test
    void claimSaidToBeOfTomorrowLastsNoLonger() {
        try (Office office = new Office(RULES)) {
            String id = office.open("p");
            office.send(office.aCommand(id, "rex", CommandType.CLAIM)
                    .setAt(office.now().plus(Duration.ofDays(1)))
                    .build());

            assertThat(office.status(id).getClaimedUntil())
                    .isEqualTo(office.now().plus(Duration.ofMinutes(15)));
            office.pass(Duration.ofMinutes(16));
            assertThat(office.status(id).getState()).isEqualTo(CaseState.OPEN);
        }
    }

    @Test
    void priorityIsHarmForEachHourLeft() {
        Instant now = Office.START;
        CaseStatus hour = status("hour", 0.5f, now.plus(Duration.ofHours(1)), false);
        CaseStatus day = status("day", 0.9f, now.plus(Duration.ofHours(24)), false);
        CaseStatus late = status("late", 0.1f, now.minus(Duration.ofHours(9)), false);
        CaseStatus escalated = status("escalated", 0.3f, now.plus(Duration.ofHours(1)), true);

        assertThat(Priority.of(hour, now)).isEqualTo(0.5);
        assertThat(Priority.of(day, now)).isCloseTo(0.0375, CLOSE);
        assertThat(Priority.of(late, now)).isCloseTo(1.2, CLOSE);
        assertThat(Priority.of(escalated, now)).isCloseTo(0.6, CLOSE);
        List<String> order = Stream.of(day, hour, escalated, late)
                .sorted(Priority.order(now))
                .map(CaseStatus::getId)
                .toList();
        assertThat(order).containsExactly("late", "escalated", "hour", "day");
        assertThat(Priority.of(day, now.plus(Duration.ofHours(23)))).isCloseTo(0.9, CLOSE);
    }

    private static CaseStatus status(String id, float harm, Instant dueAt, boolean escalated) {
        CaseStatus status = new CaseStatus();
        status.setId(id);
        status.setHarm(harm);
        status.setDueAt(dueAt);
        status.setEscalated(escalated);
        return status;
    }
}
