package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.RawRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source, read.
 *
 * @param value what it says
 * @param key the Kafka record's key as text; null where it has none, or is no text
 * @param headers the Kafka record's headers as text, by their name in lower case
 * @param arrived when it came: the Kafka record's timestamp, or the place in the order of a file
 * @param raw the record as it was read; kept with the post
 */
public record SourceRecord(
        JsonNode value, @Nullable String key, Map<String, String> headers, Instant arrived, RawRecord raw) {
    /** Copies the headers. */
    public SourceRecord {
        headers = Map.copyOf(headers);
    }

    /** Names the place, nothing of the record. */
    @Override
    public String toString() {
        return "SourceRecord[" + raw.getTopic() + "/" + raw.getPartition() + "@" + raw.getOffset() + "]";
    }
}
