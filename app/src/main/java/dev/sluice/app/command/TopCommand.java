package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.ServeSection;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.OutputLostException;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.app.top.Figures;
import dev.sluice.app.top.FiguresJson;
import dev.sluice.app.top.FiguresText;
import dev.sluice.app.top.Watched;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice top}: what the processes do now. */
@Command(
        name = "top",
        description = "Show what running processes do: rates, lag, queues, costs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Asks processes for their metrics and reckons what happens a second. With",
            "--config those of this machine are asked, at the ports that FILE names; with",
            "--url any, and it may be given more than once. Where nobody watches a",
            "terminal, each turn is one line.",
            "Exit codes: 0 all answered; 1 one did not, with --once; 2 wrong arguments.",
            "",
            "Examples:  ./sluice top --config sluice.yaml",
            "           ./sluice top --url http://127.0.0.1:9464 --once --json"
        })
final class TopCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final String LOOPBACK = "127.0.0.1";

    /** A process that listens everywhere listens here too. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private final Terminal terminal;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration of processes of this machine.")
    private @Nullable Path config;

    @Option(names = "--url", paramLabel = "URL", description = "Where a process answers, without a path.")
    private List<URI> urls = new ArrayList<>();

    @Option(names = "--interval", paramLabel = "S", description = "Seconds between two looks; ${DEFAULT-VALUE}.")
    private int interval = 2;

    @Option(names = "--once", description = "Look twice, an interval apart, print and end.")
    private boolean once;

    @Option(names = "--json", description = "Print each turn as one JSON object.")
    private boolean json;

    TopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.quiet();
        if (interval < 1 || interval > 3_600) {
            throw CommandException.usage("--interval is " + interval + "; allowed: 1 to 3600");
        }
        try (Watched watched = new Watched(addresses())) {
            List<Watched.Answer> before = watched.ask();
            while (true) {
                TimeUnit.SECONDS.sleep(interval);
                List<Watched.Answer> now = watched.ask();
                show(Figures.of(before, now));
                if (once) {
                    return now.stream().noneMatch(answer -> answer.samples().isEmpty()) ? ExitCode.OK : ExitCode.FAILED;
                }
                before = now;
            }
        }
    }

    private List<URI> addresses() {
        List<URI> addresses = new ArrayList<>();
        for (URI url : urls) {
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw CommandException.usage("--url is '" + url + "'; allowed: such as http://127.0.0.1:9464");
            }
            addresses.add(url);
        }
        if (config != null) {
            addresses.addAll(configured(config));
        }
        if (addresses.isEmpty()) {
            throw CommandException.usage(
                    "names no process; allowed: --url, or --config with a process that has a port");
        }
        return addresses;
    }

    private static List<URI> configured(Path file) {
        SluiceConfig read = ConfigReader.read(file);
        List<URI> addresses = new ArrayList<>();
        SluiceConfig.Pipeline pipeline = read.pipeline();
        if (pipeline != null) {
            add(addresses, pipeline.httpHost(), pipeline.httpPort());
        }
        SluiceConfig.Sink sink = read.sink();
        if (sink != null) {
            add(addresses, sink.httpHost(), sink.httpPort());
        }
        ServeSection serve = read.serve();
        if (serve != null) {
            add(addresses, serve.host(), serve.port() == null ? Integer.valueOf(8080) : serve.port());
        }
        if (addresses.isEmpty()) {
            throw CommandException.usage(
                    file + " names no port; allowed: pipeline.httpPort, sink.httpPort, serve.port, other than 0");
        }
        return addresses;
    }

    private static void add(List<URI> addresses, @Nullable String host, @Nullable Integer port) {
        if (port != null && port != 0) {
            addresses.add(address(host == null || EVERYWHERE.contains(host) ? LOOPBACK : host, port));
        }
    }

    private static URI address(String host, int port) {
        try {
            return new URI("http", null, host, port, null, null, null);
        } catch (URISyntaxException e) {
            throw CommandException.usage("'" + host + "' is no host of an address; allowed: an address or a name");
        }
    }

    private void show(Figures figures) throws IOException {
        if (json) {
            JsonLines lines = new JsonLines(terminal.out());
            lines.write(generator -> FiguresJson.write(figures, generator));
            lines.flush();
        } else if (once) {
            FiguresText.screen(figures).forEach(terminal.out()::println);
        } else if (terminal.interactive()) {
            terminal.err().print(HOME_AND_CLEAR + String.join("\n", FiguresText.screen(figures)) + "\n");
            terminal.err().flush();
            return;
        } else {
            terminal.out().println(FiguresText.line(figures));
        }
        requireReader();
    }

    private void requireReader() throws OutputLostException {
        terminal.flushOut();
    }
}
