package dev.sluice.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a policy pack in one partition, so that a rule that hits too often after a change shows: how
 * many events were decided under it, since when its version is in force, and which rules are parked.
 *
 * <p>Bounded: a pack has at most 500 rules, so at most so many are parked.
 */
public final class PackHits {
    private static final int VERSION = 1;

    private long latest = Long.MIN_VALUE;
    private String version = "";
    private long changedAt;
    private List<String> parked = new ArrayList<>();
    private WindowedCount window = new WindowedCount();
    private Decay total = new Decay();

    /** Counts an event that was decided under the pack. */
    public void add(long time, Duration windowLength, Duration baseline) {
        latest = Math.max(latest, time);
        window.add(time, windowLength);
        total.add(1, time, baseline);
    }

    /** Takes note that a version is in force from this event on; what was parked under another one is free again. */
    public void change(String toVersion, long time) {
        version = toVersion;
        changedAt = Math.max(latest, time);
        parked = new ArrayList<>();
    }

    /** The version in force, as far as this partition has seen; empty before the first event. */
    public String version() {
        return version;
    }

    /** Whether the version came into force within this time before the newest event. */
    public boolean changedWithin(Duration time) {
        return latest - changedAt <= time.toMillis();
    }

    /** Event time of the newest event. */
    public long latest() {
        return latest;
    }

    /** Ids of the rules that are parked under the version in force. */
    public List<String> parked() {
        return List.copyOf(parked);
    }

    /** Parks a rule until the next version. */
    public void park(String rule) {
        if (!parked.contains(rule)) {
            parked.add(rule);
        }
    }

    /** Events within the window that ends with the newest. */
    public int within(Duration windowLength) {
        return window.within(latest, windowLength);
    }

    /** Events so far, of which half are forgotten with each baseline. */
    public float total(Duration baseline) {
        return total.at(latest, baseline);
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    public byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION)
                .time(touchedAt)
                .time(latest)
                .string(version)
                .time(changedAt)
                .uint(parked.size());
        parked.forEach(out::string);
        window.write(out);
        total.write(out);
        return out.toBytes();
    }

    /** Reads the compact form; a pack not seen before where there is none. */
    public static PackHits of(byte @Nullable [] bytes) {
        PackHits hits = new PackHits();
        if (bytes == null) {
            return hits;
        }
        StateReader in = new StateReader(Stores.RULE_HITS, bytes, VERSION);
        in.time();
        hits.latest = in.time();
        hits.version = in.text();
        hits.changedAt = in.time();
        int count = in.uint32();
        for (int i = 0; i < count; i++) {
            hits.parked.add(in.text());
        }
        hits.window = WindowedCount.read(in);
        hits.total = Decay.read(in);
        return hits;
    }
}
