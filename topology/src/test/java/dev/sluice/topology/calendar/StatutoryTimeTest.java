package dev.sluice.topology.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.policy.Calendars;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statutory time is counted as the law counts it. */
class StatutoryTimeTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final HolidayCalendar GB_EAW = Calendars.load(Path.of(System.getProperty("sluice.home"), "policies"))
            .get("gb-eaw");

    /** The first six are the test vectors of the requirement. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-17T09:15 | 2026-11-19T09:15 | two plain days
            2026-12-18T15:00 | 2026-12-22T15:00 | over a weekend
            2026-11-21T12:00 | 2026-11-25T00:00 | from a Saturday
            2026-12-24T10:00 | 2026-12-30T10:00 | over Christmas, a weekend and a substitute day
            2027-03-25T09:00 | 2027-03-31T09:00 | over Easter and into summer time
            2026-08-28T17:30 | 2026-09-02T17:30 | over the summer bank holiday
            2026-10-23T09:00 | 2026-10-27T09:00 | out of summer time, which ends on a Sunday
            2026-11-18T00:00 | 2026-11-20T00:00 | from midnight
            2026-11-19T00:00 | 2026-11-21T00:00 | full at the midnight before a weekend
            2026-11-20T23:59:59.999 | 2026-11-24T23:59:59.999 | the last instant before a weekend
            2027-12-24T12:00 | 2027-12-30T12:00 | two substitute days
            2026-12-31T12:00 | 2027-01-05T12:00 | over New Year
            """)
    void fortyEightHoursPassOverWeekendsAndHolidays(LocalDateTime start, LocalDateTime due, String why) {
        RegulationHours deadline = new RegulationHours(48, GB_EAW);

        assertThat(deadline.dueFrom(london(start))).as(why).isEqualTo(london(due));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-18T10:00, 2026-12-24T00:00",
        "2026-12-18T00:00, 2026-12-24T00:00",
        "2026-12-18T23:59:59, 2026-12-24T00:00",
        "2027-03-24T18:00, 2027-03-30T00:00",
        "2026-10-22T18:00, 2026-10-28T00:00"
    })
    void posterHasUntilMidnightAtTheEndOfTheFifthCalendarDay(LocalDateTime sent, LocalDateTime due) {
        assertThat(new CalendarDays(5, LONDON).dueFrom(london(sent))).isEqualTo(london(due));
    }

    @Test
    void dayOfTheStartIsThatOfTheZone() {
        // Half past eleven in the evening in UTC is past midnight in London in summer.
        Instant sent = Instant.parse("2026-07-06T23:30:00Z");

        assertThat(new CalendarDays(5, LONDON).dueFrom(sent)).isEqualTo(Instant.parse("2026-07-12T23:00:00Z"));
        assertThat(new CalendarDays(5, ZoneId.of("UTC")).dueFrom(sent))
                .isEqualTo(Instant.parse("2026-07-12T00:00:00Z"));
    }

    @Test
    void letterOfClaimIsAnsweredWithinFourteenDays() {
        assertThat(new CalendarDays(14, LONDON).dueFrom(london(LocalDateTime.parse("2026-12-18T10:00"))))
                .isEqualTo(london(LocalDateTime.parse("2027-01-02T00:00")));
    }

    @Test
    void elapsedHoursRunOnThroughWeekendsAndClockChanges() {
        Instant start = london(LocalDateTime.parse("2027-03-28T00:30"));

        assertThat(Elapsed.hours(1).dueFrom(start)).isEqualTo(london(LocalDateTime.parse("2027-03-28T02:30")));
        assertThat(new Elapsed(Duration.ofDays(90)).inWords()).isEqualTo("2160 hours");
    }

    @Test
    void dayOnWhichTheClocksChangeCountsAsLongAsItIs() {
        HolidayCalendar noWeekend = new HolidayCalendar(
                new HolidayCalendar.Name("plain", "1.0.0"),
                LONDON,
                Set.of(),
                new HolidayCalendar.Years(2026, 2027),
                List.of());

        assertThat(new RegulationHours(48, noWeekend).dueFrom(london(LocalDateTime.parse("2026-10-24T12:00"))))
                .as("twenty-five hours")
                .isEqualTo(london(LocalDateTime.parse("2026-10-26T11:00")));
        assertThat(new RegulationHours(48, noWeekend).dueFrom(london(LocalDateTime.parse("2027-03-27T12:00"))))
                .as("twenty-three hours")
                .isEqualTo(london(LocalDateTime.parse("2027-03-29T13:00")));
    }

    @Test
    void dayOutsideTheTableIsNoGuess() {
        RegulationHours deadline = new RegulationHours(48, GB_EAW);

        assertThatThrownBy(() -> deadline.dueFrom(london(LocalDateTime.parse("2030-12-31T12:00"))))
                .isInstanceOf(OutsideCalendarException.class)
                .hasMessage(
                        "calendar " + GB_EAW.name() + " does not know 2031-01-01; allowed: 2024-01-01 to 2030-12-31,"
                                + " or a newer version of the table");
        assertThatThrownBy(() -> deadline.dueFrom(london(LocalDateTime.parse("2023-12-31T12:00"))))
                .isInstanceOf(OutsideCalendarException.class)
                .hasMessageContaining("does not know 2023-12-31");
    }

    @Test
    void noDeadlineIsEverOnADisregardedDayOrBeforeTwoDays() {
        Random random = new Random(20_131_001);
        RegulationHours deadline = new RegulationHours(48, GB_EAW);
        Instant previousStart = null;
        for (int i = 0; i < 2_000; i++) {
            Instant start = london(LocalDateTime.parse("2024-01-02T00:00")).plusSeconds(random.nextInt(180_000_000));
            Instant due = deadline.dueFrom(start);
            LocalDate lastDay = due.minusNanos(1).atZone(LONDON).toLocalDate();
            assertThat(GB_EAW.disregards(lastDay)).as("%s from %s", due, start).isFalse();
            assertThat(Duration.between(start, due)).isBetween(Duration.ofHours(48), Duration.ofHours(48 + 6 * 24));
            if (previousStart != null) {
                boolean earlier = start.isBefore(previousStart);
                assertThat(earlier && due.isAfter(deadline.dueFrom(previousStart)))
                        .isFalse();
            }
            previousStart = start;
        }
    }

    @Test
    void periodSaysHowItIsCountedAndByWhichTable() {
        RegulationHours deadline = new RegulationHours(48, GB_EAW);

        assertThat(deadline.table()).isEqualTo(GB_EAW.name()).startsWith("gb-eaw@");
        assertThat(deadline.inWords()).startsWith("48 hours that do not count weekends and holidays");
        assertThat(new CalendarDays(5, LONDON).table()).isEmpty();
        assertThat(GB_EAW.disregards(LocalDate.parse("2026-12-28"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "8761"})
    void periodOfNoLengthIsRefused(int hours) {
        assertThatThrownBy(() -> new RegulationHours(hours, GB_EAW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("regulation hours " + hours + "; allowed: 1 to 8760");
    }

    private static Instant london(LocalDateTime time) {
        return time.atZone(LONDON).toInstant();
    }
}
