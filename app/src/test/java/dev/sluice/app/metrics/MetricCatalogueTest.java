package dev.sluice.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.metrics.Metric.Kind;
import dev.sluice.app.top.Sample;
import dev.sluice.app.top.ScrapeText;
import dev.sluice.escalation.SinkCounts;
import dev.sluice.escalation.SinkStatus;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.health.Restoration;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.health.Telemetry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The catalogue, what is measured, and the page about it say the same. */
class MetricCatalogueTest {
    private static final Path HOME = Path.of(System.getProperty("sluice.home", "."));

    @Test
    void thePipelineAndTheSinkMeasureWhatTheCatalogueSays() {
        PrometheusMeterRegistry meters = ProcessMeters.registry();
        Telemetry telemetry = Telemetry.of(meters, StageTimes.sampled(System::nanoTime, StageTimes.SAMPLE));
        telemetry.counters().routed("actions");
        telemetry.policies().hit("default", "hate.remove", "acted");
        telemetry.latencies().acted(Trigger.POST, Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
        telemetry.cases().shelf().moved(null, new CaseQueues.Standing("hate", Instant.EPOCH, false));
        new Restoration(meters).onRestoreStart(new TopicPartition("changelog", 0), "posts-seen", 0, 1);
        SinkMeters sink = new SinkMeters(meters);
        sink.watch(() -> new SinkStatus(true, false, new SinkCounts(3, 1, 1, 1), 0, 7, Map.of("first", 2)));
        sink.refresh();

        List<Sample> samples = ours(meters.scrape());

        assertThat(unknown(samples)).isEmpty();
        Set<String> names = samples.stream().map(Sample::name).collect(Collectors.toSet());
        assertThat(MetricCatalogue.metrics().stream()
                        .filter(metric -> metric.process().equals("run")
                                || metric.process().equals("sink"))
                        .filter(metric -> !metric.name().startsWith("sluice_policy_info")
                                && !metric.name().startsWith("sluice_source_events"))
                        .flatMap(metric -> metric.series().stream())
                        .filter(series -> !names.contains(series)))
                .isEmpty();
        assertThat(samples)
                .contains(
                        new Sample("sluice_cases_open", Map.of("queue", "hate"), 1),
                        new Sample("sluice_sink_records_total", Map.of("result", "quarantined"), 1),
                        new Sample("sluice_sink_timestamps_waiting", Map.of("authority", "first"), 2),
                        new Sample("sluice_sink_log_leaves", Map.of(), 7));
    }

    @Test
    void whatIsCountedOfEachTaskAndStoreStaysOut() {
        PrometheusMeterRegistry meters = ProcessMeters.registry();
        meters.counter("kafka.stream.state.put.total", "rocksdb.state.id", "posts-seen");
        meters.counter("kafka.stream.processor.node.process.total", "processor.node.id", "gate");
        meters.counter("kafka.consumer.fetch.manager.records.lag", "topic", "posts", "partition", "3");
        meters.counter("kafka.stream.thread.commit.total", "thread.id", "1");

        assertThat(meters.scrape().lines().filter(line -> line.startsWith("kafka_")))
                .containsExactly("kafka_stream_thread_commit_total{thread_id=\"1\"} 0.0");
    }

    /** Write the page anew with {@code -Dsluice.docs.write=true}. */
    @Test
    void thePageIsWrittenFromTheCatalogue() throws IOException {
        Path page = HOME.resolve("docs/metrics.md");
        String written = MetricsPage.page();
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(page, written);
        }

        assertThat(page).hasContent(written);
    }

    /** Our series that the catalogue does not have, or with labels that it does not have. */
    static Set<String> unknown(List<Sample> samples) {
        Map<String, Metric> known = new HashMap<>();
        MetricCatalogue.metrics().forEach(metric -> metric.series().forEach(series -> known.put(series, metric)));
        Set<String> unknown = new TreeSet<>();
        for (Sample sample : samples) {
            Metric metric = known.get(sample.name());
            List<String> allowed = new ArrayList<>(metric == null ? List.of() : metric.labels());
            if (metric != null
                    && metric.kind() == Kind.HISTOGRAM
                    && sample.name().endsWith("_bucket")) {
                allowed.add("le");
            }
            if (metric == null || !Set.copyOf(allowed).equals(sample.labels().keySet())) {
                unknown.add(sample.name() + sample.labels().keySet());
            }
        }
        return unknown;
    }

    static List<Sample> ours(String scrape) {
        return ScrapeText.read(scrape).stream()
                .filter(sample -> sample.name().startsWith("sluice_"))
                .toList();
    }
}
