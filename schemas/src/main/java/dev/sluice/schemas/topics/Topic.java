package dev.sluice.schemas.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the contract. Keys are UTF-8 text.
 *
 * @param name name without a deployment's prefix
 * @param valueType the record that it carries
 * @param key what the key is
 * @param partitions how many partitions it is created with, unless a deployment says otherwise
 * @param cleanup what happens to old records
 * @param retention how long records are kept; null for ever
 * @param sensitivity what its reader learns
 * @param maxMessageBytes the largest record batch that it takes
 * @param <T> the record type
 */
public record Topic<T extends SpecificRecord>(
        String name,
        Class<T> valueType,
        String key,
        int partitions,
        Cleanup cleanup,
        @Nullable Duration retention,
        Sensitivity sensitivity,
        int maxMessageBytes) {

    /** Checks that the numbers are positive. */
    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " partitions " + partitions + "; allowed: 1 or more");
        }
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException(
                    "topic " + name + " maxMessageBytes " + maxMessageBytes + "; allowed: 1 or more");
        }
        if (retention != null && !retention.isPositive()) {
            throw new IllegalArgumentException(
                    "topic " + name + " retention " + retention + "; allowed: more than zero, or none");
        }
    }

    /** The same topic with another number of partitions. */
    public Topic<T> withPartitions(int count) {
        return new Topic<>(name, valueType, key, count, cleanup, retention, sensitivity, maxMessageBytes);
    }

    /** The subject of its values' schemas, for a topic without prefix. */
    public String subject() {
        return name + "-value";
    }

    /** Kafka's topic configuration. */
    public Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("cleanup.policy", cleanup.policy());
        configuration.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        configuration.put("max.message.bytes", Integer.toString(maxMessageBytes));
        return configuration;
    }
}
