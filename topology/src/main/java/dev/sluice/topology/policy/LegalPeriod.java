package dev.sluice.topology.policy;

import java.time.ZoneId;

/** How long a legal clock runs, as a table of legal routes says it. */
public sealed interface LegalPeriod {
    /** The period in words, for records: a number and a unit. */
    String inWords();

    /**
     * Hours that run on without a break.
     *
     * @param hours how many, from 1
     */
    record Hours(int hours) implements LegalPeriod {
        @Override
        public String inWords() {
            return hours + " hours";
        }
    }

    /**
     * Days after the day of the start, up to midnight at the end of the last one.
     *
     * @param days how many, from 1
     * @param zone whose midnight
     */
    record CalendarDays(int days, ZoneId zone) implements LegalPeriod {
        @Override
        public String inWords() {
            return days + " calendar-days";
        }
    }

    /**
     * Hours of days that count, by a calendar of weekends and holidays.
     *
     * @param hours how many, from 1
     * @param calendar name of the calendar
     */
    record RegulationHours(int hours, String calendar) implements LegalPeriod {
        @Override
        public String inWords() {
            return hours + " regulation-hours";
        }
    }
}
