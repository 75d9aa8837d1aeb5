package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Router;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.app.metrics.ProcessMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Counts answers by route and status: {@code sluice_http_requests_total}. */
final class Metrics implements Router.Tally {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final PrometheusMeterRegistry meters = ProcessMeters.registry();
    private final Timer times = Timer.builder("sluice.http")
            .description("From a request's head to its answer.")
            .serviceLevelObjectives(BOUNDS)
            .register(meters);
    private final Map<Answer, Counter> counters = new ConcurrentHashMap<>();

    private record Answer(String path, int status) {}

    Metrics(IntSupplier answering, @Nullable Intake intake, ScoringPool scoring) {
        Gauge.builder("sluice.http.texts.queued", scoring::queued)
                .description("Texts that wait to be scored.")
                .register(meters);
        Gauge.builder("sluice.http.answering", answering::getAsInt)
                .description("Requests that are being answered.")
                .register(meters);
        if (intake != null) {
            FunctionCounter.builder("sluice.http.events.acknowledged", intake, Intake::acknowledged)
                    .description("Events that Kafka has acknowledged.")
                    .register(meters);
            Gauge.builder("sluice.http.on.their.way.bytes", () -> intake.sink().onTheirWay())
                    .description("Events that Kafka has not acknowledged yet.")
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

    /** A request took so many nanoseconds. */
    void took(long nanos) {
        times.record(nanos, TimeUnit.NANOSECONDS);
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
