package dev.sluice.topology.calendar;

import java.time.LocalDate;

/**
 * A day that does not count.
 *
 * @param date the day
 * @param name what it is called
 * @param basis how the day is known
 */
public record Holiday(LocalDate date, String name, Basis basis) {
    /** How a day is known. */
    public enum Basis {
        /** Whoever sets the day has published it. */
        ANNOUNCED,
        /** It follows from a rule, and nobody has published it yet. */
        COMPUTED
    }
}
