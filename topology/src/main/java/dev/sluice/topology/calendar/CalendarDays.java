package dev.sluice.topology.calendar;

import java.time.Instant;
import java.time.ZoneId;

/**
 * So many calendar days after the day of the start, up to midnight at the end of the last one, where the day is that of
 * a time zone. Weekends and holidays count. The poster of a statement has until midnight at the end of the fifth day
 * after the day on which the notification was sent (SI 2013/3028, Schedule, paragraph 2).
 *
 * @param days how many; 1 to 3,653
 * @param zone whose midnight
 */
public record CalendarDays(int days, ZoneId zone) implements Deadline {
    private static final int MOST = 3_653;

    /** Refuses what is no period. */
    public CalendarDays {
        if (days < 1 || days > MOST) {
            throw new IllegalArgumentException("calendar days " + days + "; allowed: 1 to " + MOST);
        }
    }

    @Override
    public Instant dueFrom(Instant start) {
        return start.atZone(zone)
                .toLocalDate()
                .plusDays(days + 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    @Override
    public String inWords() {
        return "midnight at the end of day " + days + " after the day (" + zone.getId() + ")";
    }

    @Override
    public String table() {
        return "";
    }
}
