package dev.sluice.topology.casework;

import dev.sluice.topology.state.Retention;

/**
 * How casework is built.
 *
 * @param topicPrefix put before the name of every topic of the catalogue; may be empty
 * @param persistentStores whether state lies on disk (RocksDB) or in memory; it has a changelog either way
 * @param retention how long reviewers are remembered, and how stores are swept
 */
public record CaseworkSettings(String topicPrefix, boolean persistentStores, Retention retention) {
    /** No prefix, state on disk. */
    public static CaseworkSettings defaults() {
        return new CaseworkSettings("", true, Retention.defaults());
    }
}
