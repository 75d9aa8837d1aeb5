package dev.sluice.topology.defamation;

/**
 * How the flow of notices is built.
 *
 * @param topicPrefix put before the name of every topic of the catalogue; may be empty
 * @param persistentStores whether state lies on disk (RocksDB) or in memory; it has a changelog either way
 */
public record DefamationSettings(String topicPrefix, boolean persistentStores) {}
