package dev.sluice.topology.step;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A named node behind a processor and the type that it takes, so that a processor with several outlets cannot send
 * one the records of another.
 *
 * @param node name of the node in the topology
 * @param <V> the type of value it takes
 */
public record Outlet<V>(String node) {
    /**
     * Sends a value to the node, with the timestamp of the record that caused it. Headers end here: what a producer put
     * there is nobody's contract.
     */
    public void send(ProcessorContext<byte[], ? super V> context, long timestamp, byte[] key, V value) {
        context.forward(new Record<>(key, value, timestamp), node);
    }
}
