package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice health}: asks a process how it is, for supervisors that run a command, in images without curl. */
@Command(
        name = "health",
        description = "Ask a process how it is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "URL is /health/live or /health/ready of a pipeline or of serve.",
            "Exit codes: 0 it says that it is well; 1 it does not, or does not answer;",
            "2 URL is no such address.",
            "",
            "Example:  ./sluice health http://127.0.0.1:9464/health/ready"
        })
final class HealthCommand implements Callable<Integer> {
    private static final int WELL = 200;
    private static final int LONGEST_LINE = 200;

    private final Terminal terminal;

    @Parameters(paramLabel = "URL", description = "Where to ask.")
    @SuppressWarnings("NullAway.Init") // required
    private String url;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for an answer; default: ${DEFAULT-VALUE}.")
    private int timeout = 5;

    HealthCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (timeout < 1 || timeout > 60) {
            throw CommandException.usage("--timeout is " + timeout + "; allowed: 1 to 60 seconds");
        }
        Duration within = Duration.ofSeconds(timeout);
        HttpRequest request = request(within);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(within).build()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            terminal.out().println(answer.statusCode() + " " + firstLine(answer.body()));
            return answer.statusCode() == WELL ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            terminal.err()
                    .println("sluice: " + url + " does not answer: " + e.getClass().getSimpleName());
            return ExitCode.FAILED;
        }
    }

    private HttpRequest request(Duration within) {
        try {
            return HttpRequest.newBuilder(URI.create(url)).timeout(within).build();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("URL is '" + url + "'; allowed: http://HOST:PORT/health/live or /health/ready");
        }
    }

    private static String firstLine(String body) {
        String line = body.lines().findFirst().orElse("");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
    }
}
