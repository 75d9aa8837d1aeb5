package dev.sluice.topology.outcomes.feedback;

import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that a person may be asked about, and the verdicts about it that were taken in.
 *
 * @param label what the decision says, as an encoded label
 * @param verdicts ids of the verdicts that have given a label, the newest last, at most {@link #MAX_VERDICTS}
 */
record KnownDecision(byte[] label, List<String> verdicts) {
    /** A first and a second verdict, a lead's and an appeal's are four. */
    static final int MAX_VERDICTS = 16;

    private static final int VERSION = 1;

    KnownDecision {
        verdicts = List.copyOf(verdicts);
    }

    /** The same after one more verdict. */
    KnownDecision judgedBy(String verdict) {
        List<String> more = new ArrayList<>(verdicts);
        more.add(verdict);
        return new KnownDecision(label, more.subList(Math.max(0, more.size() - MAX_VERDICTS), more.size()));
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).bytes(label).uint(verdicts.size());
        verdicts.forEach(out::string);
        return out.toBytes();
    }

    /** Reads the compact form; null where there is none. */
    static @Nullable KnownDecision of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        StateReader in = new StateReader(OutcomeStores.DECIDED, bytes, VERSION);
        in.time();
        byte[] label = in.bytes();
        List<String> verdicts = new ArrayList<>();
        for (int left = in.uint32(); left > 0; left--) {
            verdicts.add(in.text());
        }
        return new KnownDecision(label, verdicts);
    }
}
