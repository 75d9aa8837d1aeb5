package dev.sluice.escalation.reconcile;

import java.util.List;

/**
 * What reconciling showed: {@code records = sealed + quarantined + pending + gaps in records}.
 *
 * @param records escalations in the topic
 * @param sealed of these, sealed and with a receipt
 * @param quarantined of these, put aside whole
 * @param pending of these, not yet committed by the sink
 * @param gaps what did not come through; at most a thousand are kept
 * @param gapCount how many there are
 */
public record Report(long records, long sealed, long quarantined, long pending, List<Gap> gaps, long gapCount) {
    /** Copies the list. */
    public Report {
        gaps = List.copyOf(gaps);
    }

    /** Whether nothing is missing. */
    public boolean ok() {
        return gapCount == 0;
    }
}
