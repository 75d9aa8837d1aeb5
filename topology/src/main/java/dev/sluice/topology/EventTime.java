package dev.sluice.topology;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The stream's time: a record's own timestamp, unless it has none or is ahead of the clock.
 *
 * <p>A single record from the future must not make the stores forget everything, and brokers refuse to store what is
 * far ahead of theirs. When a post was published is another matter: that is in the post, and the context goes by it.
 */
public final class EventTime implements TimestampExtractor {
    private final Clock clock;

    /** Takes this clock for the present. */
    public EventTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long now = clock.millis();
        long timestamp = record.timestamp();
        return timestamp < 0 ? now : Math.min(timestamp, now);
    }
}
