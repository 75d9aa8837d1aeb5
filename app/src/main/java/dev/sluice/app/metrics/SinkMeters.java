package dev.sluice.app.metrics;

import dev.sluice.escalation.SinkListener;
import dev.sluice.escalation.SinkStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Measures a sink from outside: the sink itself knows no metrics, so that its class path stays small. */
public final class SinkMeters implements SinkListener {
    private final MeterRegistry meters;
    private final MultiGauge timestamps;
    private Supplier<SinkStatus> status = () -> {
        throw new IllegalStateException("no sink is watched yet");
    };

    /** Tells this registry. */
    public SinkMeters(MeterRegistry meters) {
        this.meters = meters;
        this.timestamps = MultiGauge.builder("sluice.sink.timestamps.waiting")
                .description("Issued checkpoints that have no timestamp of an authority yet.")
                .register(meters);
    }

    @Override
    public void onOpened(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        new KafkaClientMetrics(consumer).bindTo(meters);
        new KafkaClientMetrics(producer).bindTo(meters);
    }

    /** Asks here where the sink stands, from now on. */
    public void watch(Supplier<SinkStatus> sink) {
        status = sink;
        count("sealed", now -> now.counts().sealed());
        count("repeated", now -> now.counts().repeated());
        count("quarantined", now -> now.counts().quarantined());
        gauge(
                "sluice.sink.partitions.waiting",
                "Partitions whose next document waits for its escalation.",
                SinkStatus::partitionsWaiting);
        gauge("sluice.sink.log.leaves", "Packages ever sealed, in all their versions.", SinkStatus::logSize);
        gauge(
                "sluice.sink.registry.away",
                "1 while the sink waits for the schema registry.",
                now -> now.registryAway() ? 1 : 0);
        Gauge.builder("sluice.part.running", () -> missing().isEmpty() ? 1 : 0)
                .description("1 while a part of the process works, 0 while it starts, moves or has given up.")
                .tag("part", "sink")
                .register(meters);
    }

    /** Why the sink is not ready, a line each; empty where it is. */
    public List<String> missing() {
        SinkStatus now = status.get();
        List<String> missing = new ArrayList<>();
        if (!now.joined()) {
            missing.add("sink has not joined its group");
        }
        if (now.registryAway()) {
            missing.add("sink waits for the schema registry");
        }
        return missing;
    }

    /** Takes over what has labels that may change; to be called before each scrape. */
    public void refresh() {
        List<Row<?>> rows = new ArrayList<>();
        status.get()
                .timestampsWaiting()
                .forEach((authority, waiting) -> rows.add(Row.of(Tags.of("authority", authority), waiting)));
        timestamps.register(rows, true);
    }

    private void count(String result, ToDoubleFunction<SinkStatus> value) {
        FunctionCounter.builder("sluice.sink.records", status, now -> value.applyAsDouble(now.get()))
                .description("Escalations and documents answered, by what became of them.")
                .tag("result", result)
                .register(meters);
    }

    private void gauge(String name, String description, ToDoubleFunction<SinkStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(status.get()))
                .description(description)
                .register(meters);
    }
}
