package dev.sluice.topology.policy;

import dev.sluice.topology.calendar.Holiday;
import dev.sluice.topology.calendar.Holiday.Basis;
import dev.sluice.topology.calendar.HolidayCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of holidays in {@code calendars/*.yaml} of a folder of policies. Immutable. */
public final class Calendars {
    /** The folder's name. */
    public static final String FOLDER = "calendars";

    private static final List<String> KEYS =
            List.of("calendar", "version", "description", "zone", "weekdays", "source", "years");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String DATE_ALLOWED = "a day such as \"2026-12-25\"";
    private static final String SUFFIX = ".yaml";
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;
    private static final int MAX_HOLIDAYS = 100;

    private final Map<String, HolidayCalendar> byId;

    private Calendars(Map<String, HolidayCalendar> byId) {
        this.byId = byId;
    }

    /**
     * Loads every table of the folder; none where there is no such folder.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static Calendars load(Path policiesDir) {
        Path folder = policiesDir.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return new Calendars(Map.of());
        }
        Map<String, HolidayCalendar> byId = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                HolidayCalendar calendar = parse(file.toString(), NodeReader.text(file));
                String name = String.valueOf(file.getFileName());
                if (!name.equals(calendar.id() + SUFFIX)) {
                    throw new PolicyException(file + ":1: the file holds calendar '" + calendar.id()
                            + "'; allowed: a file named " + calendar.id() + SUFFIX);
                }
                byId.put(calendar.id(), calendar);
            }
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
        return new Calendars(byId);
    }

    /**
     * Reads one table.
     *
     * @param source names the text in errors
     * @throws PolicyException naming source, line and what is wrong
     */
    public static HolidayCalendar parse(String source, String text) {
        Fields fields = Fields.of(NodeReader.yaml(source, text), "the calendar", KEYS);
        fields.text("description");
        fields.text("source");
        fields.node("years");
        List<Holiday> holidays = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        int first = 0;
        int last = 0;
        for (Node node : fields.items("years")) {
            Fields year = Fields.of(node, "a year of the calendar", List.of("year", "basis", "holidays"));
            int number = year.whole("year", FIRST_YEAR, LAST_YEAR);
            if (last != 0 && number != last + 1) {
                throw year.wrong("year", (last + 1) + ", since years stand in order and without gaps");
            }
            first = first == 0 ? number : first;
            last = number;
            readYear(year, number, seen, holidays);
        }
        if (last == 0) {
            throw fields.place("years")
                    .error("key 'years' of the calendar is an empty list; allowed: at least one year");
        }
        return new HolidayCalendar(
                new HolidayCalendar.Name(
                        fields.text("calendar", PackText.ID, PackText.ID_ALLOWED),
                        fields.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED)),
                zone(fields),
                weekdays(fields),
                new HolidayCalendar.Years(first, last),
                holidays);
    }

    private static void readYear(Fields year, int number, Set<LocalDate> seen, List<Holiday> holidays) {
        Basis basis = switch (year.text("basis")) {
            case "announced" -> Basis.ANNOUNCED;
            case "computed" -> Basis.COMPUTED;
            default -> throw year.wrong("basis", "announced, computed");
        };
        List<Node> days = year.items("holidays");
        if (days.size() > MAX_HOLIDAYS) {
            throw year.place("holidays")
                    .error("year " + number + " has " + days.size() + " holidays; allowed: at most " + MAX_HOLIDAYS);
        }
        for (Node day : days) {
            Fields fields = Fields.of(day, "a holiday", List.of("date", "name"));
            LocalDate date = date(fields);
            if (date.getYear() != number) {
                throw fields.wrong("date", "a day of " + number);
            }
            if (!seen.add(date)) {
                throw fields.place("date").error("holiday " + date + " is given twice");
            }
            holidays.add(new Holiday(date, fields.text("name"), basis));
        }
    }

    private static LocalDate date(Fields fields) {
        try {
            return LocalDate.parse(fields.text("date", DATE, DATE_ALLOWED));
        } catch (DateTimeException e) {
            throw fields.wrong("date", DATE_ALLOWED);
        }
    }

    private static ZoneId zone(Fields fields) {
        try {
            return ZoneId.of(fields.text("zone"));
        } catch (DateTimeException e) {
            throw fields.wrong("zone", "a time zone such as Europe/London");
        }
    }

    private static Set<DayOfWeek> weekdays(Fields fields) {
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (String name : fields.texts("weekdays")) {
            DayOfWeek weekday = Stream.of(DayOfWeek.values())
                    .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> fields.place("weekdays")
                            .error("key 'weekdays' of the calendar names '" + name + "'; allowed: monday to sunday"));
            weekdays.add(weekday);
        }
        if (weekdays.size() == DayOfWeek.values().length) {
            throw fields.place("weekdays").error("key 'weekdays' of the calendar names all days; allowed: at most 6");
        }
        return weekdays;
    }

    /** The ids of all tables. */
    public Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }

    /**
     * The table with this id.
     *
     * @throws PolicyException naming the id and what is allowed
     */
    public HolidayCalendar get(String id) {
        HolidayCalendar calendar = byId.get(id);
        if (calendar == null) {
            throw new PolicyException("calendar '" + id + "' is unknown; allowed: "
                    + (byId.isEmpty()
                            ? "none, for the policies have no folder calendars"
                            : String.join(", ", byId.keySet())));
        }
        return calendar;
    }
}
