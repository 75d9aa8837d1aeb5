package dev.sluice.app.command;

import dev.sluice.app.bench.Bench;
import dev.sluice.app.bench.BenchReport;
import dev.sluice.app.bench.BenchSettings;
import dev.sluice.app.bench.HttpBench;
import dev.sluice.app.bench.HttpBenchSettings;
import dev.sluice.app.bench.HttpReport;
import dev.sluice.app.bench.SinkBench;
import dev.sluice.app.bench.SinkBenchSettings;
import dev.sluice.app.bench.SinkReport;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice bench}: measures the pipeline beside an identity topology. */
@Command(
        name = "bench",
        description = "Measure the pipeline beside an identity topology, in one run on one machine.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The ratio says what the pipeline costs; posts a second depend on the machine",
            "and on who else uses it.",
            "",
            "With --sink: packages a second and the time of each stage of sealing, without",
            "timestamps, and the heap on the way.",
            "",
            "With --http: posts over HTTP to a process of its own, as fast as answers",
            "come (by wrk, where it is there), at a steady rate, at half of what it can",
            "do, and into a SIGKILL; what was acknowledged is counted in Kafka. Exit",
            "code 1 where something acknowledged is not there.",
            "",
            "Example:  ./sluice bench --json",
            "          ./sluice bench --sink --packages 10000",
            "          ./sluice bench --http --rate 2000 --seconds 60"
        })
final class BenchCommand implements Callable<Integer> {
    private static final long SEED = 20_261_101;

    private final Terminal terminal;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--posts", paramLabel = "N", description = "Posts in each repetition; default: ${DEFAULT-VALUE}.")
    private int posts = 150_000;

    @Option(
            names = "--warm-ups",
            paramLabel = "N",
            description = "Repetitions before those that count; default: ${DEFAULT-VALUE}.")
    private int warmUps = 3;

    @Option(names = "--reps", paramLabel = "N", description = "Repetitions; default: ${DEFAULT-VALUE}.")
    private int reps = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "Time of the latency part; default: ${DEFAULT-VALUE}.")
    private int seconds = 20;

    @Option(names = "--threads", paramLabel = "N", description = "Stream threads; default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    @Option(names = "--sink", description = "Measure the sink instead: seal escalations that the pipeline made.")
    private boolean sink;

    @Option(
            names = "--packages",
            paramLabel = "N",
            description = "With --sink: packages to be sealed; default: ${DEFAULT-VALUE}.")
    private int packages = 10_000;

    @Option(names = "--http", description = "Measure HTTP intake instead.")
    private boolean http;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "With --http: posts a second at the steady rate; default: ${DEFAULT-VALUE}.")
    private int rate = 2_000;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "With --http: connections at once; default: ${DEFAULT-VALUE}.")
    private int connections = 64;

    @Option(names = "--policies", paramLabel = "DIR", description = "Policies; default: the shipped ones.")
    private @Nullable Path policies;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        if (http) {
            return overHttp();
        }
        return sink ? sealing() : pipeline();
    }

    private int overHttp() throws IOException {
        HttpBenchSettings settings = new HttpBenchSettings(rate, seconds, connections);
        try (HttpBench bench = new HttpBench(settings, ServeMain.class, terminal::note)) {
            HttpReport report = bench.run();
            if (json) {
                new JsonLines(terminal.out()).write(report::writeTo);
            } else {
                terminal.out().print(report.wrk());
                report.lines().forEach(terminal.out()::println);
            }
            terminal.out().flush();
            return report.lost() == 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }

    private int sealing() throws IOException {
        SinkBenchSettings settings = new SinkBenchSettings(Home.policies(policies), packages, SEED);
        try (SinkBench bench = new SinkBench(settings, terminal::note)) {
            SinkReport report = bench.run();
            if (json) {
                new JsonLines(terminal.out()).write(report::writeTo);
            } else {
                report.lines().forEach(terminal.out()::println);
            }
            terminal.out().flush(); // what was sealed is deleted next, which takes minutes where it was much
            return ExitCode.OK;
        }
    }

    private int pipeline() throws IOException {
        BenchSettings settings =
                new BenchSettings(Home.policies(policies), posts, warmUps, reps, seconds, threads, SEED);
        try (Bench bench = new Bench(settings, terminal::note)) {
            BenchReport report = bench.run();
            if (json) {
                new JsonLines(terminal.out()).write(report::writeTo);
            } else {
                report.lines().forEach(terminal.out()::println);
            }
            return ExitCode.OK;
        } catch (TimeoutException e) {
            throw CommandException.failed("the pipeline did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted", e);
        }
    }
}
