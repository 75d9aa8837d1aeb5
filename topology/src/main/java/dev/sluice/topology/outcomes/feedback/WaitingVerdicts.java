package dev.sluice.topology.outcomes.feedback;

import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.state.StateReader;
import dev.sluice.topology.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that came before the decision that they are about.
 *
 * @param verdicts encoded verdicts, the newest last, at most {@link KnownDecision#MAX_VERDICTS}
 */
record WaitingVerdicts(List<byte[]> verdicts) {
    private static final int VERSION = 1;

    WaitingVerdicts {
        verdicts = List.copyOf(verdicts);
    }

    WaitingVerdicts and(byte[] verdict) {
        List<byte[]> more = new ArrayList<>(verdicts);
        more.add(verdict);
        return new WaitingVerdicts(more.subList(Math.max(0, more.size() - KnownDecision.MAX_VERDICTS), more.size()));
    }

    /**
     * The compact form.
     *
     * @param touchedAt stream time in milliseconds since 1970; the store forgets by it
     */
    byte[] toBytes(long touchedAt) {
        StateWriter out = new StateWriter(VERSION).time(touchedAt).uint(verdicts.size());
        verdicts.forEach(out::bytes);
        return out.toBytes();
    }

    /** Reads the compact form; none where there is none. */
    static WaitingVerdicts of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new WaitingVerdicts(List.of());
        }
        StateReader in = new StateReader(OutcomeStores.WAITING, bytes, VERSION);
        in.time();
        List<byte[]> verdicts = new ArrayList<>();
        for (int left = in.uint32(); left > 0; left--) {
            verdicts.add(in.bytes());
        }
        return new WaitingVerdicts(verdicts);
    }
}
