package dev.sluice.topology.calendar;

/** Says that a table of holidays was asked about a day outside its years; names table, day and years in one line. */
public final class OutsideCalendarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line: the table, the day, and what is allowed
     */
    public OutsideCalendarException(String message) {
        super(message);
    }
}
