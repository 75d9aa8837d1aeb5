package dev.sluice.app.transparency;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time that passes between requests. */
interface Waiting {
    /** Nanoseconds of a clock that never goes back. */
    long now();

    /**
     * Waits.
     *
     * @return whether to go on; false where the process was told to end meanwhile
     */
    boolean pass(Duration time);

    /** Real time, until this latch is open. */
    static Waiting until(CountDownLatch closing) {
        return new Waiting() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public boolean pass(Duration time) {
                try {
                    return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        };
    }
}
