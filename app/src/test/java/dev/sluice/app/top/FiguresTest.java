package dev.sluice.app.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.health.HealthServer;
import dev.sluice.topology.health.HealthServer.Probes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String BEFORE = """
            # HELP sluice_events_total Records taken in.
            sluice_events_total{kind="post"} 100.0
            sluice_time_to_decision_seconds_sum 10.0
            sluice_time_to_decision_seconds_count 100
            sluice_sink_records_total{result="sealed"} 50.0
            """;
    private static final String NOW = """
            sluice_events_total{kind="post"} 300.0
            sluice_events_total{kind="flag"} 20.0
            sluice_time_to_decision_seconds_sum 12.0
            sluice_time_to_decision_seconds_count 300
            sluice_sink_records_total{result="sealed"} 4.0
            sluice_stage_seconds_sum{stage="assess"} 0.002
            sluice_stage_seconds_count{stage="assess"} 100
            sluice_cases_open{queue="ha\\u001bte"} 3.0
            sluice_cases_overdue{queue="ha\\u001bte"} 1.0
            sluice_cases_oldest_age_seconds{queue="ha\\u001bte"} 7200.0
            sluice_lag_records{group="sluice",topic="posts"} 42.0
            this is no metric
            sluice_broken{queue="never ends 1
            sluice_broken{queue} 1
            sluice_broken x
            """.replace("\\u001b", "\u001b");

    @Test
    void linesThatAreNoMetricsArePassedOver() {
        assertThat(ScrapeText.read("""
                a{x="1,2",y="say \\"so\\" \\\\ \\n"} 3 1700000000
                b +Inf
                c{} 4
                <html>
                """))
                .containsExactly(
                        new Sample("a", Map.of("x", "1,2", "y", "say \"so\" \\ \n"), 3),
                        new Sample("b", Map.of(), Double.POSITIVE_INFINITY),
                        new Sample("c", Map.of(), 4));
        assertThat(ScrapeText.read(NOW)).noneMatch(sample -> sample.name().equals("sluice_broken"));
    }

    @Test
    void ratesAreWhatWasAddedInTheTimeBetween() {
        Figures figures = Figures.of(List.of(answer(BEFORE, 0)), List.of(answer(NOW, 2_000_000_000L)));

        assertThat(figures.rates()).containsEntry("events", 110.0);
        assertThat(figures.seconds()).containsEntry("time to decision", 0.01);
        assertThat(figures.costs()).containsEntry("assess", 20.0);
        assertThat(figures.lag().get("sluice")).containsEntry("posts", 42.0);
        assertThat(figures.queues()).containsValue(new Figures.Queue(3, 1, 7200));
    }

    @Test
    void aProcessThatStartedAnewCountsFromZero() {
        Figures figures = Figures.of(List.of(answer(BEFORE, 0)), List.of(answer(NOW, 2_000_000_000L)));

        assertThat(figures.rates()).containsEntry("sealed", 2.0);
    }

    @Test
    void aProcessThatIsAwayTakesNoneOfTheOthersAway() {
        Watched.Answer away = new Watched.Answer(
                URI.create("http://b"), false, List.of("does not answer"), List.of(), 2_000_000_000L);

        Figures figures = Figures.of(List.of(answer(BEFORE, 0), away), List.of(answer(NOW, 2_000_000_000L), away));

        assertThat(figures.rates()).containsEntry("events", 110.0);
        assertThat(FiguresText.screen(figures)).anyMatch(line -> line.startsWith("NOT READY  http://b"));
        assertThat(FiguresText.line(figures)).endsWith("ready 1/2");
    }

    @Test
    void namesOfOthersDrawNothingOnTheTerminal() {
        Figures figures = Figures.of(null, List.of(answer(NOW, 0)));

        assertThat(String.join("", FiguresText.screen(figures)))
                .doesNotContain("\u001b")
                .contains("ha\ufffdte");
    }

    @Test
    void jsonHasTheSameFigures() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Figures figures = Figures.of(List.of(answer(BEFORE, 0)), List.of(answer(NOW, 2_000_000_000L)));
        try (JsonLines lines = new JsonLines(out)) {
            lines.write(json -> FiguresJson.write(figures, json));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"events\":110.0", "\"costMicros\":{\"assess\":20.0}", "\"posts\":42.0", "\"overdue\":1.0");
    }

    @Test
    void topAsksAProcessTwiceAndEnds() {
        AtomicInteger asked = new AtomicInteger();
        Probes probes = new Probes(() -> true, List::of, () -> true, () -> List.of("rule a/b is parked"));
        try (HealthServer server =
                HealthServer.start("localhost", 0, probes, () -> asked.getAndIncrement() == 0 ? BEFORE : NOW)) {
            String url = "http://localhost:" + server.port();
            Ran ran = run("top", "--url", url, "--once", "--interval", "1");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out())
                    .contains(
                            "ready  " + url + "  degraded; rule a/b is parked", "events", "time to decision", "10 ms");
            assertThat(run("top", "--url", url, "--once", "--interval", "1", "--json")
                            .out())
                    .startsWith("{\"processes\":[{\"address\":\"" + url);
        }
    }

    @Test
    void wrongArgumentsAreToldInOneLine() {
        assertThat(run("top"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "sluice top: names no process; allowed: --url, or --config with a process that has a port\n"));
        assertThat(run("top", "--url", "ftp://x").err()).contains("--url is 'ftp://x'; allowed: such as http://");
        assertThat(run("top", "--url", "http://localhost:1", "--once", "--interval", "1")
                        .exitCode())
                .isEqualTo(1);
        assertThat(run("top", "--url", "http://localhost:1", "--interval", "0").err())
                .contains("--interval is 0; allowed: 1 to 3600");
    }

    private record Ran(int exitCode, String out, String err) {}

    private static Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int exitCode = Sluice.run(terminal, arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Watched.Answer answer(String scrape, long nanos) {
        return new Watched.Answer(URI.create("http://a"), true, List.of("ok"), ScrapeText.read(scrape), nanos);
    }
}
