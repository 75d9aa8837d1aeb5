package dev.sluice.topology.calendar;

import java.time.Instant;

/** How a period of time is counted. Immutable; the same start always gives the same end. */
public sealed interface Deadline permits Elapsed, CalendarDays, RegulationHours {
    /**
     * When what must be done within this period is due at the latest.
     *
     * @param start what the period runs from, such as the receipt of a notice
     * @throws OutsideCalendarException where a table of holidays is needed and does not know a day of the period
     */
    Instant dueFrom(Instant start);

    /** The period in plain words, for letters, alerts and records, such as {@code 48 hours without weekends …}. */
    String inWords();

    /** Which version of which table was asked, such as {@code gb-eaw@1.0.0}; empty where none is. */
    String table();
}
