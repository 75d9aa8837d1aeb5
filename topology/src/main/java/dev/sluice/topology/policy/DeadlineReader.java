package dev.sluice.topology.policy;

import dev.sluice.topology.calendar.CalendarDays;
import dev.sluice.topology.calendar.Deadline;
import dev.sluice.topology.calendar.Elapsed;
import dev.sluice.topology.calendar.HolidayCalendar;
import dev.sluice.topology.calendar.RegulationHours;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Reads how a period is counted: {@code {elapsed: PT1H}}, {@code {calendarDays: 5, zone: Europe/London}} or
 * {@code {regulationHours: 48, calendar: gb-eaw}}.
 */
final class DeadlineReader {
    private static final List<String> KEYS = List.of("elapsed", "calendarDays", "zone", "regulationHours", "calendar");
    private static final String ALLOWED = "elapsed, or calendarDays and zone, or regulationHours and calendar";
    private static final int MOST_DAYS = 3_653;
    private static final int MOST_HOURS = 8_760;

    private DeadlineReader() {}

    /**
     * Reads the period that a key names.
     *
     * @throws PolicyException naming file, line and what is wrong; also where the calendar is unknown
     */
    static Deadline read(Fields parent, String key, Calendars calendars) {
        Fields fields = Fields.of(parent.node(key), key, KEYS);
        List<String> given = KEYS.stream().filter(fields::has).toList();
        return switch (String.join(",", given)) {
            case "elapsed" -> elapsed(fields);
            case "calendarDays,zone" -> new CalendarDays(fields.whole("calendarDays", 1, MOST_DAYS), zone(fields));
            case "regulationHours,calendar" ->
                new RegulationHours(fields.whole("regulationHours", 1, MOST_HOURS), calendar(fields, calendars));
            default ->
                throw fields.place()
                        .error(key + " has the keys " + (given.isEmpty() ? "none" : String.join(", ", given))
                                + "; allowed: " + ALLOWED);
        };
    }

    private static Deadline elapsed(Fields fields) {
        try {
            return new Elapsed(Duration.parse(fields.text("elapsed")));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw fields.wrong("elapsed", "an ISO 8601 duration such as PT1H or P90D, at most P3653D");
        }
    }

    private static ZoneId zone(Fields fields) {
        try {
            return ZoneId.of(fields.text("zone"));
        } catch (DateTimeException e) {
            throw fields.wrong("zone", "a time zone such as Europe/London");
        }
    }

    private static HolidayCalendar calendar(Fields fields, Calendars calendars) {
        String id = fields.text("calendar", PackText.ID, PackText.ID_ALLOWED);
        if (!calendars.ids().contains(id)) {
            throw fields.wrong(
                    "calendar",
                    calendars.ids().isEmpty()
                            ? "none, for there is no folder calendars"
                            : String.join(
                                    ", ", calendars.ids().stream().sorted().toList()));
        }
        return calendars.get(id);
    }
}
