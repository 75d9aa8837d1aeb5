package dev.sluice.escalation;

/**
 * What became of the records that the sink has read: {@code records = sealed + repeated + quarantined}.
 *
 * @param records records read and answered
 * @param sealed packages sealed
 * @param repeated records whose package was sealed before: read again after a crash, or written twice
 * @param quarantined records put aside and dead-lettered
 */
public record SinkCounts(long records, long sealed, long repeated, long quarantined) {
    static final SinkCounts NONE = new SinkCounts(0, 0, 0, 0);

    SinkCounts plusSealed() {
        return new SinkCounts(records + 1, sealed + 1, repeated, quarantined);
    }

    SinkCounts plusRepeated() {
        return new SinkCounts(records + 1, sealed, repeated + 1, quarantined);
    }

    SinkCounts plusQuarantined() {
        return new SinkCounts(records + 1, sealed, repeated, quarantined + 1);
    }
}
