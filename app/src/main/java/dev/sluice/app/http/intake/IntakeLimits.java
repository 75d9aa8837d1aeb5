package dev.sluice.app.http.intake;

import java.time.Duration;

/**
 * How much intake takes.
 *
 * @param mostEvents events in one request
 * @param keepAnswers how long answers under an idempotency key are given again
 * @param answerBytes bytes of such answers to keep
 */
public record IntakeLimits(int mostEvents, Duration keepAnswers, long answerBytes) {
    /** 1,000 events, a day, 32 MiB. */
    public static final IntakeLimits DEFAULT = new IntakeLimits(1_000, Duration.ofHours(24), 32L << 20);
}
