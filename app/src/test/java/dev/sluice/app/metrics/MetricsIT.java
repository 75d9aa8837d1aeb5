package dev.sluice.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.top.Sample;
import dev.sluice.app.top.ScrapeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What three real processes measure, against the catalogue, the dashboard and the alerts; runs with {@code -Pobserve}. */
@EnabledIfSystemProperty(named = "sluice.observe", matches = "true")
class MetricsIT {
    private static final String POSTS = """
            {"id":"p1","text":"The bread turned out well, thanks for the recipe.","community":"forum","thread":"t1","author":"a1"}
            {"id":"p2","text":"You are a worthless idiot and I will kill you tonight.","community":"forum","thread":"t1","author":"a2"}
            {"id":"p3","text":"All of you people are vermin and should be wiped out.","community":"forum","thread":"t2","author":"a3"}
            {"id":"p1","text":"The bread turned out well, thanks for the recipe.","community":"forum","thread":"t1","author":"a1"}
            {"type":"flag","id":"p3","reporter":"a1","reason":"hate"}
            """;

    @TempDir
    Path folder;

    @Test
    @Timeout(600)
    void processesMeasureWhatTheCatalogueDashboardAndAlertsName() throws Exception {
        try (Scrapes scrapes = Scrapes.start(folder, "metrics-", "")) {
            scrapes.awaitReady();
            scrapes.publish(POSTS);
            scrapes.send("posts", "t9", "not avro");
            scrapes.send("forum-events", "k", "{}");
            scrapes.send("escalations", "k", "not avro");
            Awaitility.await().atMost(Scrapes.WAIT).untilAsserted(() -> {
                assertThat(names(scrapes.scrape("run")))
                        .contains("sluice_cases_open", "sluice_lag_records", "sluice_source_events_total");
                assertThat(names(scrapes.scrape("sink"))).contains("sluice_lag_records");
            });
            List<Sample> run = ScrapeText.read(scrapes.scrape("run"));
            List<Sample> samples = new ArrayList<>(run);
            samples.addAll(ScrapeText.read(scrapes.scrape("sink")));
            samples.addAll(ScrapeText.read(scrapes.scrape("serve")));

            assertThat(MetricCatalogueTest.unknown(samples.stream()
                            .filter(sample -> sample.name().startsWith("sluice_"))
                            .toList()))
                    .isEmpty();
            Set<String> measured = samples.stream().map(Sample::name).collect(Collectors.toSet());
            // Nobody timestamps here.
            measured.add("sluice_sink_timestamps_waiting");
            // There only while a task reads its state back.
            measured.add("kafka_stream_task_restore_remaining_records_total");
            assertThat(measured).containsAll(ObservabilityFiles.metrics());
            assertThat(sum(run, "sluice_events_total"))
                    .isEqualTo(sum(run, "sluice_decisions_total")
                            + sum(run, "sluice_duplicates_total")
                            + sum(run, "sluice_dead_letters_total"))
                    .isEqualTo(6);
            assertThat(samples).contains(new Sample("sluice_sink_records_total", Map.of("result", "quarantined"), 1));
            assertThat(run).hasSizeLessThan(5_000);
            assertThat(scrapes.get("run", "/health/ready").body()).isEqualTo("ok\n");
        }
    }

    private static Set<String> names(String scrape) {
        return ScrapeText.read(scrape).stream().map(Sample::name).collect(Collectors.toSet());
    }

    private static double sum(List<Sample> samples, String name) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Sample::value)
                .sum();
    }
}
