/**
 * Statutory deadlines: from when something happened to when something is due, by elapsed time, by calendar days in a
 * time zone, or by hours that pass over weekends and holidays.
 *
 * <p>Start at {@link dev.sluice.topology.calendar.Deadline}. Holidays are data ({@code policies/calendars}), read by
 * {@code dev.sluice.topology.policy.Calendars}; a date that a table does not know is an error, never a guess. The
 * package must not know what is due: no Kafka, no records, no law beyond how time is counted.
 */
@NullMarked
package dev.sluice.topology.calendar;

import org.jspecify.annotations.NullMarked;
