package dev.sluice.topology.state;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is remembered of a rule in one partition: how often it holds now, and how often it held before. */
public final class RuleHits {
    private static final int VERSION = 1;

    private final long since;
    private final float totalBefore;
    private WindowedCount window = new WindowedCount();
    private Decay hits = new Decay();

    private RuleHits(long since, float totalBefore) {
        this.since = since;
        this.totalBefore = totalBefore;
    }

    /** A rule that is counted from now on. */
    public static RuleHits begin(PackHits pack, Duration baseline) {
        return new RuleHits(pack.latest(), pack.total(baseline));
    }

    /** Counts an event for which the rule's condition held. */
    public void add(long time, Duration windowLength, Duration baseline) {
        window.add(time, windowLength);
        hits.add(1, time, baseline);
    }

    /** Hits within the window that ends with the pack's newest event. */
    public int within(PackHits pack, Duration windowLength) {
        return window.within(pack.latest(), windowLength);
    }

    /**
     * The share of events that the rule hit over the baseline, the window of now apart; null where it has not been
     * counted for that long. What is left of the events before it was counted is known, because all of them fade
     * alike.
     */
    public @Nullable Double baseline(PackHits pack, Duration baseline, Duration windowLength) {
        long age = pack.latest() - since;
        if (age < baseline.toMillis()) {
            return null;
        }
        double left = totalBefore * Math.pow(0.5, age / (double) baseline.toMillis());
        double events = pack.total(baseline) - left - pack.within(windowLength);
        double before = hits.at(pack.latest(), baseline) - within(pack, windowLength);
        return events < 1 ? null : Math.max(0, before) / events;
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).time(since).float32(totalBefore);
        window.write(out);
        hits.write(out);
        return out.toBytes();
    }

    /** Reads the compact form. */
    public static RuleHits of(byte[] bytes) {
        StateReader in = new StateReader(Stores.RULE_HITS, bytes, VERSION);
        in.time();
        RuleHits rule = new RuleHits(in.time(), in.float32());
        rule.window = WindowedCount.read(in);
        rule.hits = Decay.read(in);
        return rule;
    }
}
