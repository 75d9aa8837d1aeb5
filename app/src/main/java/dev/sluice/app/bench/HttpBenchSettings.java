package dev.sluice.app.bench;

/**
 * How the bench of HTTP intake asks.
 *
 * @param rate posts a second at the steady rate
 * @param seconds of the steady rate, and of asking as fast as answers come
 * @param connections at once
 */
public record HttpBenchSettings(int rate, int seconds, int connections) {
    private static final int MOST_RATE = 200_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_CONNECTIONS = 1_000;

    /** Refuses what could not be measured. */
    public HttpBenchSettings {
        require("--rate", rate, MOST_RATE);
        require("--seconds", seconds, MOST_SECONDS);
        require("--connections", connections, MOST_CONNECTIONS);
    }

    private static void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(option + " is " + value + "; allowed: from 1 to " + most);
        }
    }
}
