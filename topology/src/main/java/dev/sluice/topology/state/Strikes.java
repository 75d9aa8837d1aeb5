package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Strikes of an author, each with its time: they fade, expire, and one can be taken back, in whatever order posts come.
 *
 * <p>Bounded: beyond {@link #MAX_STRIKES} the oldest is forgotten, which is the one that has faded most.
 */
final class Strikes {
    static final int MAX_STRIKES = 32;

    private final List<Strike> strikes = new ArrayList<>(0);

    private record Strike(float amount, long time) {}

    /** Adds a strike as of {@code time}. */
    void add(float amount, long time) {
        if (amount <= 0) {
            return;
        }
        int at = strikes.size();
        while (at > 0 && strikes.get(at - 1).time > time) {
            at--;
        }
        strikes.add(at, new Strike(amount, time));
        if (strikes.size() > MAX_STRIKES) {
            strikes.removeFirst();
        }
    }

    /** Takes back a strike that was added as of {@code time}; one that is forgotten already leaves nothing to take. */
    void takeBack(float amount, long time) {
        strikes.remove(new Strike(amount, time));
    }

    /**
     * The sum at {@code at}. One that lies ahead counts whole: a late post is judged by what the stream knows of its
     * author by now.
     */
    float at(long at, StrikeSettings settings) {
        double sum = 0;
        for (int i = 0; i < strikes.size(); i++) {
            Strike strike = strikes.get(i);
            long age = Math.max(0, at - strike.time);
            if (age < settings.expiry().toMillis()) {
                sum += strike.amount
                        * Math.pow(0.5, age / (double) settings.halfLife().toMillis());
            }
        }
        return (float) sum;
    }

    /** Forgets those that have expired at {@code now}. */
    void expire(long now, Duration expiry) {
        strikes.removeIf(strike -> now - strike.time >= expiry.toMillis());
    }

    void write(StateWriter out, long base) {
        out.uint(strikes.size());
        for (Strike strike : strikes) {
            out.float32(strike.amount).time(base - strike.time);
        }
    }

    static Strikes read(StateReader in, long base) {
        Strikes read = new Strikes();
        for (int left = in.uint32(); left > 0; left--) {
            float amount = in.float32();
            read.strikes.add(new Strike(amount, base - in.time()));
        }
        return read;
    }
}
