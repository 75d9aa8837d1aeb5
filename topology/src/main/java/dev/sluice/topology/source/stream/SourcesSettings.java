package dev.sluice.topology.source.stream;

import dev.sluice.topology.source.SourceMapping;
import dev.sluice.topology.state.Retention;
import java.util.Map;

/**
 * How topics in other formats are mapped.
 *
 * @param topicPrefix put before the name of every topic of the catalogue; the topics that are mapped are named in full
 * @param persistentStores whether state lies on disk (RocksDB) or in memory; it has a changelog either way
 * @param retention how long posts are known, so that edits and deletions that name the post alone find their thread
 * @param mappings what each topic is read as, by its full name; at least one
 */
public record SourcesSettings(
        String topicPrefix, boolean persistentStores, Retention retention, Map<String, SourceMapping> mappings) {
    /** Copies the map; refuses none at all, and the formats that topics do not have. */
    public SourcesSettings {
        mappings = Map.copyOf(mappings);
        if (mappings.isEmpty()) {
            throw new IllegalArgumentException("sources.topics is empty; allowed: one topic or more");
        }
        mappings.forEach((topic, mapping) -> {
            if (mapping.format() == SourceMapping.RecordFormat.CSV) {
                throw new IllegalArgumentException("sources.topics: " + topic + " is mapped by " + mapping.source()
                        + ", which is for csv; allowed: mappings for json and avro");
            }
        });
    }
}
