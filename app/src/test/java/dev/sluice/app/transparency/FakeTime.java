package dev.sluice.app.transparency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only where somebody waits. */
final class FakeTime implements Waiting {
    private long now = 1_000_000_000_000L;
    private final List<Duration> waits = new ArrayList<>();
    private boolean ending;

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean pass(Duration time) {
        waits.add(time);
        now += time.toNanos();
        return !ending;
    }

    /** From now on whoever waits is told to end. */
    void end() {
        ending = true;
    }

    List<Duration> waits() {
        return waits;
    }

    Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
