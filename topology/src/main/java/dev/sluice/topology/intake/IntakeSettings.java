package dev.sluice.topology.intake;

import java.time.Duration;
import java.time.Instant;

/**
 * What is taken in.
 *
 * @param earliest events that claim to be older are refused
 * @param maxFuture events that claim to be further ahead of the clock are refused
 * @param maxIdLength longest id, pseudonym, community or thread, in UTF-16 units
 * @param maxUrlLength longest address of a post, in UTF-16 units
 * @param flagSpacing a flag that comes sooner than this behind another of the same post counts half
 */
public record IntakeSettings(
        Instant earliest, Duration maxFuture, int maxIdLength, int maxUrlLength, Duration flagSpacing) {
    /** Refuses bounds that would let nothing in. */
    public IntakeSettings {
        if (maxFuture.isNegative()) {
            throw new IllegalArgumentException("intake.maxFuture is " + maxFuture + "; allowed: PT0S or more");
        }
        if (maxIdLength < 1) {
            throw new IllegalArgumentException("intake.maxIdLength is " + maxIdLength + "; allowed: 1 or more");
        }
        if (flagSpacing.isNegative()) {
            throw new IllegalArgumentException("intake.flagSpacing is " + flagSpacing + "; allowed: PT0S or more");
        }
        if (maxUrlLength < 1) {
            throw new IllegalArgumentException("intake.maxUrlLength is " + maxUrlLength + "; allowed: 1 or more");
        }
    }

    /** From the year 2000 to a day ahead; ids of up to 256, addresses of up to 8192; flags ten minutes apart. */
    public static IntakeSettings defaults() {
        return new IntakeSettings(
                Instant.parse("2000-01-01T00:00:00Z"), Duration.ofDays(1), 256, 8_192, Duration.ofMinutes(10));
    }
}
