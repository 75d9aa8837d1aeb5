package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmbeddedRunTest {
    private static final Instant LAST = Instant.parse("2026-11-01T14:00:00Z");

    @Test
    void aDemoOfThePastStaysWhereItIs() {
        assertThat(EmbeddedRun.wholeDays(LAST, LAST)).isZero();
        assertThat(EmbeddedRun.wholeDays(LAST.plusSeconds(1), LAST)).isZero();
    }

    @Test
    void aDemoStillToComeIsTakenBackByTheFewestDaysThatDo() {
        assertThat(EmbeddedRun.wholeDays(LAST.minusSeconds(1), LAST)).isEqualTo(Duration.ofDays(1));
        assertThat(EmbeddedRun.wholeDays(LAST.minus(Duration.ofHours(25)), LAST))
                .isEqualTo(Duration.ofDays(2));
    }
}
