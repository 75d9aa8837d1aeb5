package dev.sluice.topology.state;

import java.time.Duration;

/** A sum that halves with each half-life of event time. */
final class Decay {
    private float sum;
    private long time;

    /** The sum at {@code at}, or at the newest event where that is later. */
    float at(long at, Duration halfLife) {
        return at <= time || sum == 0 ? sum : (float) (sum * factor(at - time, halfLife));
    }

    /** Adds an amount as of {@code at}; a late one counts with what is left of it. The sum never falls below 0. */
    void add(float amount, long at, Duration halfLife) {
        if (at >= time) {
            sum = at(at, halfLife) + amount;
            time = at;
        } else {
            sum += (float) (amount * factor(time - at, halfLife));
        }
        sum = Math.max(0, sum);
    }

    void write(StateWriter out) {
        out.float32(sum).time(time);
    }

    static Decay read(StateReader in) {
        Decay decay = new Decay();
        decay.sum = in.float32();
        decay.time = in.time();
        return decay;
    }

    private static double factor(long elapsedMillis, Duration halfLife) {
        return Math.pow(0.5, elapsedMillis / (double) halfLife.toMillis());
    }
}
