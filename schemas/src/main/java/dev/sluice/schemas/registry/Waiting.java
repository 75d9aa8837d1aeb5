package dev.sluice.schemas.registry;

import java.time.Duration;

/** Time, and how it passes while a registry is asked again. */
interface Waiting {
    /** That of the machine. */
    Waiting REAL = new Waiting() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("interrupted while waiting for the schema registry", e);
            }
        }
    };

    /** Nanoseconds since some moment. */
    long nanoTime();

    /**
     * Lets so much time pass.
     *
     * @throws RegistryUnavailableException where the thread is interrupted
     */
    void pause(Duration time);
}
