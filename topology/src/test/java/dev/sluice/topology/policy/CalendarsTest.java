package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.calendar.Holiday;
import dev.sluice.topology.calendar.HolidayCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of holidays are read strictly, and the shipped one holds what the rules of its holidays give. */
class CalendarsTest {
    private static final String HEAD = """
            calendar: here
            version: "1.0.0"
            description: d
            zone: Europe/London
            weekdays: [saturday, sunday]
            source: s
            """;

    private static final HolidayCalendar GB_EAW = Calendars.load(Path.of(System.getProperty("sluice.home"), "policies"))
            .get("gb-eaw");

    @ParameterizedTest
    @ValueSource(ints = {2024, 2025, 2026, 2027, 2028, 2029, 2030})
    void shippedTableHoldsTheHolidaysOfTheYear(int year) {
        Set<LocalDate> days = GB_EAW.holidays().stream()
                .map(Holiday::date)
                .filter(day -> day.getYear() == year)
                .collect(Collectors.toSet());

        assertThat(days).containsExactlyInAnyOrderElementsOf(byRule(year));
    }

    @Test
    void shippedTableSaysWhatIsComputed() {
        for (Holiday holiday : GB_EAW.holidays()) {
            assertThat(holiday.basis())
                    .as(holiday.date().toString())
                    .isEqualTo(holiday.date().getYear() <= 2028 ? Holiday.Basis.ANNOUNCED : Holiday.Basis.COMPUTED);
        }
        assertThat(GB_EAW.firstYear()).isEqualTo(2024);
        assertThat(GB_EAW.lastYear()).isEqualTo(2030);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            years: []                                               | 7 | key 'years' of the calendar is an empty list; allowed: at least one year
            years: [{year: 1500, basis: computed}]                  | 7 | key 'year' of a year of the calendar is the number 1500; allowed: a whole number from 1900 to 2200
            years: [{year: 2026, basis: guessed}]                   | 7 | key 'basis' of a year of the calendar is 'guessed'; allowed: announced, computed
            years: [{year: 2026, basis: computed}, {year: 2028, basis: computed}] | 7 | key 'year' of a year of the calendar is the number 2028; allowed: 2027, since years stand in order and without gaps
            years: [{year: 2026, basis: computed, holidays: [{date: "2026-02-30", name: n}]}] | 7 | key 'date' of a holiday is '2026-02-30'; allowed: a day such as "2026-12-25"
            years: [{year: 2026, basis: computed, holidays: [{date: "2025-12-25", name: n}]}] | 7 | key 'date' of a holiday is '2025-12-25'; allowed: a day of 2026
            years: [{year: 2026, basis: computed, holidays: [{date: "2026-12-25", name: n}, {date: "2026-12-25", name: m}]}] | 7 | holiday 2026-12-25 is given twice
            years: [{year: 2026, basis: computed, holiday: []}]     | 7 | key 'holiday' is unknown in a year of the calendar; allowed: year, basis, holidays
            region: there                                           | 7 | key 'region' is unknown in the calendar; allowed: calendar, version, description, zone, weekdays, source, years
            """)
    void mistakeIsNamedWithItsLine(String line, int number, String message) {
        assertThatThrownBy(() -> Calendars.parse("here.yaml", HEAD + line + "\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("here.yaml:" + number + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zone: Europe/London           | zone: London          | here.yaml:4: key 'zone' of the calendar is 'London'; allowed: a time zone such as Europe/London
            weekdays: [saturday, sunday]  | weekdays: [caturday]  | here.yaml:5: key 'weekdays' of the calendar names 'caturday'; allowed: monday to sunday
            weekdays: [saturday, sunday]  | weekdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday] | here.yaml:5: key 'weekdays' of the calendar names all days; allowed: at most 6
            version: "1.0.0"              | version: 1.0          | here.yaml:2: key 'version' of the calendar is the number 1.0; allowed: text; put it in quotes
            """)
    void headIsReadStrictly(String right, String wrong, String message) {
        String text = HEAD.replace(right, wrong) + "years: [{year: 2026, basis: computed}]\n";

        assertThatThrownBy(() -> Calendars.parse("here.yaml", text))
                .isInstanceOf(PolicyException.class)
                .hasMessage(message);
    }

    @Test
    void fileIsNamedAfterItsTable(@TempDir Path policies) throws IOException {
        Path file = Files.createDirectory(policies.resolve("calendars")).resolve("there.yaml");
        Files.writeString(file, HEAD + "years: [{year: 2026, basis: computed}]\n");

        assertThatThrownBy(() -> Calendars.load(policies))
                .isInstanceOf(PolicyException.class)
                .hasMessage(file + ":1: the file holds calendar 'here'; allowed: a file named here.yaml");
    }

    @Test
    void unknownTableIsNamed(@TempDir Path policies) {
        assertThatThrownBy(() -> Calendars.load(policies).get("gb-eaw"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("calendar 'gb-eaw' is unknown; allowed: none, for the policies have no folder calendars");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {elapsed: PT1H}                                | 1 hour
            {calendarDays: 5, zone: Europe/London}         | midnight at the end of day 5 after the day (Europe/London)
            {regulationHours: 48, calendar: gb-eaw}        | 48 hours that do not count weekends and holidays (gb-eaw@1.0.0)
            """)
    void periodIsReadAsItIsCounted(String text, String words) {
        assertThat(deadline(text).inWords()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                       | due has the keys none; allowed: elapsed, or calendarDays and zone, or regulationHours and calendar
            {elapsed: PT1H, calendarDays: 5}         | due has the keys elapsed, calendarDays; allowed: elapsed, or calendarDays and zone, or regulationHours and calendar
            {elapsed: soon}                          | key 'elapsed' of due is 'soon'; allowed: an ISO 8601 duration such as PT1H or P90D, at most P3653D
            {regulationHours: 48, calendar: gb-sct}  | key 'calendar' of due is 'gb-sct'; allowed: gb-eaw
            {regulationHours: 0, calendar: gb-eaw}   | key 'regulationHours' of due is the number 0; allowed: a whole number from 1 to 8760
            {calendarDays: 5, zone: London}          | key 'zone' of due is 'London'; allowed: a time zone such as Europe/London
            """)
    void mistakeInAPeriodIsNamed(String text, String message) {
        assertThatThrownBy(() -> deadline(text))
                .isInstanceOf(PolicyException.class)
                .hasMessage("t.yaml:1: " + message);
    }

    private static dev.sluice.topology.calendar.Deadline deadline(String text) {
        Fields fields = Fields.of(NodeReader.yaml("t.yaml", "due: " + text), "t", java.util.List.of("due"));
        return DeadlineReader.read(
                fields, "due", Calendars.load(Path.of(System.getProperty("sluice.home"), "policies")));
    }

    /** The rules, written down a second time: Easter after the Gregorian computus (Meeus, Jones and Butcher). */
    private static Set<LocalDate> byRule(int year) {
        LocalDate easter = easter(year);
        Set<LocalDate> days = new TreeSet<>();
        days.add(weekdayFrom(LocalDate.of(year, 1, 1)));
        days.add(easter.minusDays(2));
        days.add(easter.plusDays(1));
        days.add(LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)));
        days.add(LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        days.add(LocalDate.of(year, Month.AUGUST, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        LocalDate christmas = LocalDate.of(year, Month.DECEMBER, 25);
        days.add(christmas);
        LocalDate christmasOff = weekdayFrom(christmas);
        days.add(christmasOff);
        LocalDate boxingOff = weekdayFrom(christmas.plusDays(1));
        days.add(boxingOff.equals(christmasOff) ? weekdayFrom(boxingOff.plusDays(1)) : boxingOff);
        return days;
    }

    private static LocalDate weekdayFrom(LocalDate day) {
        LocalDate weekday = day;
        while (weekday.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
            weekday = weekday.plusDays(1);
        }
        return weekday;
    }

    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return LocalDate.of(year, n / 31, n % 31 + 1);
    }
}
