package dev.sluice.app.bench;

import java.nio.file.Path;

/**
 * How much is measured.
 *
 * @param policies folder of policies
 * @param posts posts drained in each repetition
 * @param warmUps repetitions before those, thrown away: compiled code is what a service runs
 * @param reps repetitions of each topology, in turn
 * @param latencySeconds how long latency is measured
 * @param threads stream threads of both topologies
 * @param seed of the posts
 */
public record BenchSettings(
        Path policies, int posts, int warmUps, int reps, int latencySeconds, int threads, long seed) {
    /** Refuses what could not be measured. */
    public BenchSettings {
        require(posts >= 1_000, "--posts", posts, 1_000);
        require(warmUps >= 0, "--warm-ups", warmUps, 0);
        require(reps >= 1, "--reps", reps, 1);
        require(latencySeconds >= 1, "--seconds", latencySeconds, 1);
        require(threads >= 1, "--threads", threads, 1);
    }

    private static void require(boolean fine, String key, int value, int least) {
        if (!fine) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: " + least + " or more");
        }
    }
}
