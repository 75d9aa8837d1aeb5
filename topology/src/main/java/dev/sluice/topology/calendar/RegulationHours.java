package dev.sluice.topology.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * So many hours, where days that a table disregards do not count: a period that starts on such a day starts with the
 * next day that counts, and one that is interrupted by them goes on after them (SI 2013/3028, regulation 1(3)). A
 * period that is full at midnight is due at that midnight, whatever day follows.
 *
 * @param hours how many; 1 to 8,760
 * @param calendar which days do not count, and where the days begin
 */
public record RegulationHours(int hours, HolidayCalendar calendar) implements Deadline {
    private static final int MOST = 8_760;

    /** Refuses what is no period. */
    public RegulationHours {
        if (hours < 1 || hours > MOST) {
            throw new IllegalArgumentException("regulation hours " + hours + "; allowed: 1 to " + MOST);
        }
    }

    @Override
    public Instant dueFrom(Instant start) {
        LocalDate day = start.atZone(calendar.zone()).toLocalDate();
        Instant from = start;
        Duration left = Duration.ofHours(hours);
        while (true) {
            Instant end = day.plusDays(1).atStartOfDay(calendar.zone()).toInstant();
            if (!calendar.disregards(day)) {
                // Real time, not twenty-four hours: a day on which the clocks change has twenty-three or twenty-five.
                Duration counted = Duration.between(from, end);
                if (counted.compareTo(left) >= 0) {
                    return from.plus(left);
                }
                left = left.minus(counted);
            }
            from = end;
            day = day.plusDays(1);
        }
    }

    @Override
    public String inWords() {
        return hours + " hours that do not count weekends and holidays (" + table() + ")";
    }

    @Override
    public String table() {
        return calendar.name();
    }
}
