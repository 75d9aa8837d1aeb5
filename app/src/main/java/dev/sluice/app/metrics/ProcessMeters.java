package dev.sluice.app.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;

/**
 * The registry of a process that runs for months: it has its JVM's metrics, under Micrometer's names, and of Kafka's
 * clients and streams what there is of each client and thread. What Kafka counts for each task, store, processor, topic
 * and partition would be ten times as much; lag is measured apart, and of tasks it stays how much they have to restore and
 * what they have dropped.
 */
public final class ProcessMeters {
    private static final Set<String> TOO_MANY =
            Set.of("task", "processor.node", "topic", "partition", "node", "cache", "record.cache");
    private static final Set<String> OF_TASKS =
            Set.of("kafka.stream.task.restore.remaining.records.total", "kafka.stream.task.dropped.records.total");

    private ProcessMeters() {}

    private static boolean isTooMuch(Meter.Id id) {
        if (!id.getName().startsWith("kafka.") || OF_TASKS.contains(name(id.getName()))) {
            return false;
        }
        return id.getTags().stream().anyMatch(tag -> {
            String key = name(tag.getKey());
            return key.endsWith("state.id")
                    || TOO_MANY.contains(key.endsWith(".id") ? key.substring(0, key.length() - 3) : key);
        });
    }

    private static String name(String written) {
        return written.replace('-', '.').replace('_', '.');
    }

    /** A registry that a scrape is made of, with what the JVM measures of itself. It lives as long as the process. */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().meterFilter(MeterFilter.deny(ProcessMeters::isTooMuch));
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        // It listens to the collectors for as long as there is a process to measure.
        new JvmGcMetrics().bindTo(meters);
        return meters;
    }
}
