package dev.sluice.escalation;

import java.util.Map;

/**
 * Where the sink stands, as of its last turn.
 *
 * @param joined whether it is a member of its group, with or without partitions
 * @param registryAway whether it waits for the schema registry
 * @param counts what became of the records read so far
 * @param partitionsWaiting partitions whose next document waits for its escalation
 * @param logSize leaves of the vault's log: packages ever sealed, in all their versions
 * @param timestampsWaiting issued checkpoints without a timestamp, by authority; an authority that fell behind keeps a
 *     thousand
 */
public record SinkStatus(
        boolean joined,
        boolean registryAway,
        SinkCounts counts,
        int partitionsWaiting,
        long logSize,
        Map<String, Integer> timestampsWaiting) {
    static final SinkStatus NOT_STARTED = new SinkStatus(false, false, SinkCounts.NONE, 0, 0, Map.of());

    /** Copies the map. */
    public SinkStatus {
        timestampsWaiting = Map.copyOf(timestampsWaiting);
    }
}
