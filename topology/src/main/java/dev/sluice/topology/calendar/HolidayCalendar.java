package dev.sluice.topology.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A versioned table of the days that do not count in one jurisdiction, for the years that it knows. Immutable.
 *
 * <p>Two tables are the same where id and version are: a table that is changed gets another version.
 */
public final class HolidayCalendar {
    private final String id;
    private final String version;
    private final ZoneId zone;
    private final Set<DayOfWeek> weekdays;
    private final int firstYear;
    private final int lastYear;
    private final Map<LocalDate, Holiday> holidays = new TreeMap<>();

    /**
     * A table.
     *
     * @param name its id and version
     * @param zone where its days begin and end
     * @param weekdays the weekdays that never count
     * @param years the years that it knows, first and last
     * @param holidays the other days that do not count
     * @throws IllegalArgumentException where the years are none, a holiday lies outside them or is given twice, or no
     *     weekday is left
     */
    public HolidayCalendar(Name name, ZoneId zone, Set<DayOfWeek> weekdays, Years years, Collection<Holiday> holidays) {
        this.id = name.id();
        this.version = name.version();
        this.zone = zone;
        this.weekdays = Set.copyOf(weekdays);
        this.firstYear = years.first();
        this.lastYear = years.last();
        if (weekdays.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("calendar " + name() + " disregards all weekdays; allowed: at most 6");
        }
        for (Holiday holiday : holidays) {
            if (!knows(holiday.date())) {
                throw new IllegalArgumentException("holiday " + holiday.date() + " is outside calendar " + name()
                        + "; allowed: " + firstYear + " to " + lastYear);
            }
            if (this.holidays.put(holiday.date(), holiday) != null) {
                throw new IllegalArgumentException(
                        "holiday " + holiday.date() + " is twice in calendar " + name() + "; allowed: once");
            }
        }
    }

    /**
     * What a table is called.
     *
     * @param id its id, such as {@code gb-eaw}
     * @param version its version, such as {@code 1.0.0}
     */
    public record Name(String id, String version) {}

    /**
     * The years that a table knows.
     *
     * @param first the first
     * @param last the last, not before the first
     */
    public record Years(int first, int last) {
        /** Refuses what are no years. */
        public Years {
            if (last < first) {
                throw new IllegalArgumentException(
                        "years " + first + " to " + last + "; allowed: the last not before" + " the first");
            }
        }
    }

    /**
     * Whether a day does not count.
     *
     * @throws OutsideCalendarException where the table does not know its year
     */
    public boolean disregards(LocalDate day) {
        if (!knows(day)) {
            throw new OutsideCalendarException("calendar " + name() + " does not know " + day + "; allowed: "
                    + firstYear + "-01-01 to " + lastYear + "-12-31, or a newer version of the table");
        }
        return weekdays.contains(day.getDayOfWeek()) || holidays.containsKey(day);
    }

    /** The holiday on a day; null where there is none, also where it is a weekend. */
    public @Nullable Holiday holiday(LocalDate day) {
        return holidays.get(day);
    }

    /** All holidays, by day. */
    public Collection<Holiday> holidays() {
        return Collections.unmodifiableCollection(holidays.values());
    }

    /** Id and version, such as {@code gb-eaw@1.0.0}. */
    public String name() {
        return id + "@" + version;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Where its days begin and end. */
    public ZoneId zone() {
        return zone;
    }

    /** The first year that it knows. */
    public int firstYear() {
        return firstYear;
    }

    /** The last year that it knows. */
    public int lastYear() {
        return lastYear;
    }

    private boolean knows(LocalDate day) {
        return day.getYear() >= firstYear && day.getYear() <= lastYear;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HolidayCalendar that && name().equals(that.name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
