package dev.sluice.app.bench;

import java.nio.file.Path;

/**
 * How much the bench of the sink seals.
 *
 * @param policies folder of policies
 * @param packages packages to be sealed
 * @param seed of the posts that escalations are made of
 */
public record SinkBenchSettings(Path policies, int packages, long seed) {
    private static final int LEAST = 100;
    private static final int MOST = 10_000_000;

    /** Refuses what could not be measured. */
    public SinkBenchSettings {
        if (packages < LEAST || packages > MOST) {
            throw new IllegalArgumentException(
                    "--packages is " + packages + "; allowed: from " + LEAST + " to " + MOST);
        }
    }
}
