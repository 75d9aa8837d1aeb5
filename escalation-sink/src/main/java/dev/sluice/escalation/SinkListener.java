package dev.sluice.escalation;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Hears how the sink gets on; called on its thread, so it must be quick and must not throw. */
public interface SinkListener {
    /** Hears nothing. */
    SinkListener NONE = new SinkListener() {};

    /** Called once, before the first record is read, for whoever measures the clients; they are not to be used. */
    default void onOpened(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {}

    /** Called after each commit of offsets with the counts since the sink was opened. */
    default void onCommitted(SinkCounts counts) {}
}
