package dev.sluice.topology.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Probes and Prometheus get answers. */
class HealthServerTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void readinessFollowsTheState() throws IOException, InterruptedException {
        try (HealthServer server = HealthServer.start(0, () -> true, ready::get, meters::scrape)) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
            ready.set(true);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/else").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void metricsAreInPrometheusFormat() throws IOException, InterruptedException {
        EventCounters counters = new EventCounters(meters);
        counters.event(EventCounters.Kind.POST);
        counters.duplicate(EventCounters.Kind.POST);
        counters.routed("actions");
        try (HealthServer server = HealthServer.start(0, () -> true, ready::get, meters::scrape)) {
            HttpResponse<String> answer = get(server, "/metrics");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(answer.body())
                    .contains(
                            "sluice_events_total{kind=\"post\"} 1.0",
                            "sluice_duplicates_total{kind=\"post\"} 1.0",
                            "sluice_decisions_total{outcome=\"allow\"} 0.0",
                            "sluice_dead_letters_total{reason=\"null_value\"} 0.0",
                            "sluice_routed_total{topic=\"actions\"} 1.0");
        }
    }

    @Test
    void stageTimesAreOffUnlessAskedFor() {
        StageTimes off = StageTimes.off();
        off.stop(Stage.ASSESS, off.start());
        assertThat(off.spent()).isEmpty();
        StageTimes on = StageTimes.on();
        on.stop(Stage.ASSESS, on.start());
        assertThat(on.spent().get(Stage.ASSESS).visits()).isEqualTo(1);
        on.reset();
        assertThat(on.spent().get(Stage.ASSESS).visits()).isZero();
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
