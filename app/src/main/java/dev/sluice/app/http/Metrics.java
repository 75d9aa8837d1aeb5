package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Router;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Counts answers by route and status: {@code sluice_http_requests_total}. */
final class Metrics implements Router.Tally {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Answer, Counter> counters = new ConcurrentHashMap<>();

    private record Answer(String path, int status) {}

    Metrics(IntSupplier answering, @Nullable Intake intake) {
        Gauge.builder("sluice.http.answering", answering::getAsInt)
                .description("Requests that are being answered.")
                .register(meters);
        if (intake != null) {
            FunctionCounter.builder("sluice.http.events.acknowledged", intake, Intake::acknowledged)
                    .description("Events that Kafka has acknowledged.")
                    .register(meters);
            Gauge.builder("sluice.http.waiting", () -> intake.decisions().waitingCount())
                    .description("Posts whose decision somebody waits for.")
                    .register(meters);
        }
    }

    @Override
    public void answered(String path, int status) {
        counters.computeIfAbsent(new Answer(path, status), this::counter).increment();
    }

    String scrape() {
        return meters.scrape();
    }

    private Counter counter(Answer answer) {
        return Counter.builder("sluice.http.requests")
                .description("Requests answered, by route and status.")
                .tag("path", answer.path())
                .tag("status", Integer.toString(answer.status()))
                .register(meters);
    }
}
