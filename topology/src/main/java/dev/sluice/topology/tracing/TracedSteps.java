package dev.sluice.topology.tracing;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Puts tracing around our steps when a topology is built (Kafka Streams' {@code processor.wrapper.class}, KIP-1112). What
 * Streams does between them is left as it is: it hands headers on.
 */
public final class TracedSteps implements ProcessorWrapper {
    private Tracing tracing = new Tracing(0, span -> {});

    @Override
    public void configure(Map<String, ?> properties) {
        tracing = Tracing.of(properties);
    }

    @Override
    public <K, V, L, W> WrappedProcessorSupplier<K, V, L, W> wrapProcessorSupplier(
            String name, ProcessorSupplier<K, V, L, W> supplier) {
        if (supplier.getClass().getName().startsWith("org.apache.kafka.")) {
            return ProcessorWrapper.asWrapped(supplier);
        }
        return new WrappedProcessorSupplier<>() {
            @Override
            public Processor<K, V, L, W> get() {
                return new TracedStep<>(name, supplier.get(), tracing);
            }

            @Override
            @SuppressWarnings("NullAway") // Kafka's way to say that there are none
            public Set<StoreBuilder<?>> stores() {
                return supplier.stores();
            }
        };
    }

    @Override
    public <K, V, W> WrappedFixedKeyProcessorSupplier<K, V, W> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<K, V, W> supplier) {
        return ProcessorWrapper.asWrappedFixedKey(supplier);
    }
}
