package dev.sluice.schemas.registry;

import java.time.Duration;

/** Time that passes only while somebody waits. */
final class PassingTime implements Waiting {
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pause(Duration time) {
        now += time.toNanos();
    }
}
