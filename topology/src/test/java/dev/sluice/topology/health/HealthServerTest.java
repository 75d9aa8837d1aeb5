package dev.sluice.topology.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.health.HealthServer.Probes;
import dev.sluice.topology.health.Parts.Standing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Probes and Prometheus get answers. */
class HealthServerTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean degraded = new AtomicBoolean();
    private final Probes probes = new Probes(() -> true, ready::get, degraded::get);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void readinessFollowsTheState() throws IOException, InterruptedException {
        try (HealthServer server = HealthServer.start("localhost", 0, probes, meters::scrape)) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
            ready.set(true);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").body()).isEqualTo("ok\n");
            degraded.set(true);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").body()).isEqualTo("degraded\n");
            assertThat(get(server, "/else").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anAddressThatCannotBeHadIsToldByItsSetting() {
        try (HealthServer first = HealthServer.start("127.0.0.1", 0, probes, meters::scrape)) {
            // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
            assertThatThrownBy(() -> HealthServer.start("192.0.2.1", 0, probes, meters::scrape))
                    .isInstanceOf(UnavailableAddressException.class)
                    .hasMessageStartingWith("healthHost is '192.0.2.1', which is no address of this machine; allowed:");
            assertThatThrownBy(() -> HealthServer.start("nobody.invalid", 0, probes, meters::scrape))
                    .hasMessageStartingWith("healthHost is 'nobody.invalid', which is no address");
            assertThatThrownBy(() -> HealthServer.start("127.0.0.1", first.port(), probes, meters::scrape))
                    .isInstanceOfSatisfying(
                            UnavailableAddressException.class,
                            e -> assertThat(e.told("sink.http"))
                                    .startsWith(
                                            "sink.httpPort is " + first.port() + ", which cannot be had at 127.0.0.1 (")
                                    .endsWith("; allowed: a free port, or 0 for any"));
        }
    }

    @Test
    void readinessNamesWhatAPersonShouldLookAt() throws IOException, InterruptedException {
        PolicyHealth policies = new PolicyHealth(meters);
        Probes named = new Probes(() -> true, List::of, () -> false, policies::problems);
        try (HealthServer server = HealthServer.start("localhost", 0, named, meters::scrape)) {
            assertThat(get(server, "/health/ready").body()).isEqualTo("ok\n");
            policies.parked("default", "1.1.0", "hate.review");
            policies.refused("default", "there are 1 approvals");
            assertThat(get(server, "/health/ready").body()).isEqualTo("""
                            degraded
                            rule default/hate.review is parked under version 1.1.0
                            a release of policy default is refused: there are 1 approvals
                            """);
            assertThat(get(server, "/metrics").body()).contains("sluice_rules_parked 1.0", "sluice_policy_refused 1.0");
            policies.released("default", Set.of("default"));
            assertThat(get(server, "/health/ready").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void whatIsMissingIsSaidInTheBody() throws IOException, InterruptedException {
        AtomicReference<Standing> casework = new AtomicReference<>(new Standing(false, "REBALANCING"));
        AtomicReference<Standing> sources = new AtomicReference<>(new Standing(false, "ERROR"));
        Parts parts = new Parts(meters);
        parts.watch("casework", true, casework::get);
        parts.watch("sources", false, sources::get);
        Probes named = new Probes(() -> true, parts::missing, () -> false, parts::problems);
        try (HealthServer server = HealthServer.start("localhost", 0, named, meters::scrape)) {
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/ready").body()).isEqualTo("not ready\ncasework is REBALANCING\n");
            casework.set(new Standing(true, "RUNNING"));
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").body()).isEqualTo("degraded\nsources is ERROR\n");
            assertThat(get(server, "/metrics").body())
                    .contains("sluice_part_running{part=\"casework\"} 1", "sluice_part_running{part=\"sources\"} 0");
        }
    }

    @Test
    void metricsAreInPrometheusFormat() throws IOException, InterruptedException {
        EventCounters counters = new EventCounters(meters);
        counters.event(EventCounters.Kind.POST);
        counters.duplicate(EventCounters.Kind.POST);
        counters.routed("actions");
        try (HealthServer server = HealthServer.start("localhost", 0, probes, meters::scrape)) {
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
    void callerWhoStallsKeepsNobodyElseFromAnAnswer() throws IOException, InterruptedException {
        try (HealthServer server = HealthServer.start("localhost", 0, probes, meters::scrape);
                Socket stalled = new Socket("localhost", server.port())) {
            stalled.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
            stalled.getOutputStream().flush();
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestsAndConnectionsAreBounded() {
        try (HealthServer server = HealthServer.start("localhost", 0, probes, meters::scrape)) {
            assertThat(server.port()).isPositive();
            assertThat(List.of(
                            "sun.net.httpserver.maxReqTime",
                            "sun.net.httpserver.maxRspTime",
                            "jdk.httpserver.maxConnections"))
                    .allSatisfy(limit -> assertThat(Integer.getInteger(limit)).isPositive());
        }
    }

    @Test
    void faultsAreLoggedAtPowersOfTwoAlone() {
        List<String> lines = new ArrayList<>();
        FailureLog log = new FailureLog(recording(lines));
        for (int i = 1; i <= 9; i++) {
            log.log("be judged", "p" + i, new IllegalStateException("secret words"));
        }
        assertThat(lines)
                .containsExactly(
                        "p1 be judged java.lang.IllegalStateException 1",
                        "p2 be judged java.lang.IllegalStateException 2",
                        "p4 be judged java.lang.IllegalStateException 4",
                        "p8 be judged java.lang.IllegalStateException 8");
    }

    /** A logger that keeps the values it is given and not their message. */
    private static Logger recording(List<String> lines) {
        return (Logger) Proxy.newProxyInstance(
                HealthServerTest.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    Object[] values = (Object[]) arguments[1];
                    lines.add(Stream.of(values).map(String::valueOf).collect(Collectors.joining(" ")));
                    return null;
                });
    }

    @Test
    void stageTimesAreOffUnlessAskedFor() {
        StageTimes off = StageTimes.off();
        off.stop(Stage.ASSESS, off.start());
        assertThat(off.spent()).isEmpty();
        StageTimes on = StageTimes.on(System::nanoTime);
        on.stop(Stage.ASSESS, on.start());
        assertThat(on.spent().get(Stage.ASSESS).visits()).isEqualTo(1);
        on.reset();
        assertThat(on.spent().get(Stage.ASSESS).visits()).isZero();
    }

    @Test
    void oneEntryInSoManyIsTimed() {
        AtomicLong clock = new AtomicLong();
        StageTimes sampled = StageTimes.sampled(() -> clock.addAndGet(1_000), 16);
        sampled.bindTo(meters);
        for (int i = 0; i < 16_000; i++) {
            sampled.stop(Stage.ROUTE, sampled.stop(Stage.ASSESS, sampled.start()));
        }

        StageTimes.Spent spent = sampled.spent().get(Stage.ASSESS);
        // 1,000 are expected; six standard deviations are 184.
        assertThat(spent.visits()).isBetween(816L, 1_184L);
        assertThat(spent.nanos()).isEqualTo(1_000 * spent.visits());
        assertThat(sampled.spent().get(Stage.ROUTE)).isEqualTo(spent);
        assertThat(clock).hasValue(3_000 * spent.visits());
        assertThat(meters.scrape()).contains("sluice_stage_seconds_count{stage=\"assess\"} " + spent.visits());
        assertThatThrownBy(() -> StageTimes.sampled(() -> 0, 10))
                .hasMessage("one entry in 10; allowed: a power of two");
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
