package dev.sluice.app.command;

import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.play.Examples;
import dev.sluice.app.play.OutputPlace;
import dev.sluice.app.play.RunSummary;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice demo}: plays a bundled community through everything and says what happened. */
@Command(
        name = "demo",
        description = "Play an invented community through broker, pipeline and sink.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Everything runs on this machine. The results are kept in DIR, those of an",
            "earlier run there are replaced, and the rest is deleted at the end.",
            "",
            "Example:  ./sluice demo --exit"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int LINE_LENGTH = 150;

    private final Terminal terminal;

    @Option(names = "--exit", description = "End after the summary, instead of waiting for Ctrl-C.")
    private boolean exit;

    @Option(names = "--output", paramLabel = "DIR", description = "Results; default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("demo-output");

    @Option(names = "--no-second-look", description = "Leave it at the first look.")
    private boolean noSecondLook;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        Path policies = Home.policies(null);
        Path posts = policies.resolve("demo").resolve("posts.jsonl");
        EmbeddedRun.Source source = EmbeddedRun.Source.of(posts, true);
        OutputPlace.prepare(output, true);
        try (EmbeddedRun run = new EmbeddedRun(terminal, policies, output, EmbeddedRun.secondLook(noSecondLook))) {
            Examples examples = new Examples();
            RunSummary summary = run.play(source, examples);
            report(summary, examples);
            if (!summary.balanced()) {
                throw CommandException.failed("not every event is answered: " + summary.equation());
            }
            List<String> missing = examples.missing();
            if (!missing.isEmpty()) {
                throw CommandException.failed("no post took these routes: " + String.join(", ", missing));
            }
            if (!exit) {
                waitForInterrupt(run.stack());
            }
        }
        return ExitCode.OK;
    }

    private void report(RunSummary summary, Examples examples) throws IOException {
        line("");
        line(
                "The community: %,d posts, %,d edits, %,d deletions, %,d flags, played in %.1f s; one record of them is"
                        + " broken and one post comes twice on purpose.",
                summary.events().posts(),
                summary.events().edits(),
                summary.events().deletes(),
                summary.events().flags(),
                summary.took().toMillis() / 1000.0);
        line("%s", summary.equation());
        line(
                "Cases that wait for people: %,d, those withdrawn since left out.",
                summary.tally().cases().getOrDefault("open", 0L));
        line("");
        line("One case of every route:");
        examples.byRoute()
                .forEach((route, example) -> line("  %-12s%5d×  %s", route, count(summary, route), cut(example)));
        line("  %-12s%5d×  %s", "duplicate", summary.duplicates(), "answered before, so counted and passed over");
        line("");
        line("Look at the results:");
        line("  %s", output.resolve("decisions.jsonl") + "    why each post was decided as it was");
        line("  %s", output.resolve("reviews.jsonl") + "      what people are to look at");
        line("  %s", "./sluice vault list " + output.resolve("vault"));
        line("  %s", "./sluice vault verify " + output.resolve("vault") + " --key " + output.resolve("signer.pem"));
        terminal.out().flush();
        if (!Files.exists(output.resolve("vault"))) {
            throw CommandException.failed("the vault " + output.resolve("vault") + " is not there");
        }
    }

    private static long count(RunSummary summary, String route) {
        return switch (route) {
            case "mediation" -> summary.tally().mediations();
            case "escalation" -> summary.tally().escalations();
            case "dead letter" -> summary.tally().deadLetters();
            default -> summary.outcomes().getOrDefault(route, 0L);
        };
    }

    private static String cut(String text) {
        return text.length() <= LINE_LENGTH ? text : text.substring(0, LINE_LENGTH - 1) + "…";
    }

    private void line(String format, Object... values) {
        terminal.out().println(String.format(Locale.ROOT, format, values));
    }

    private void waitForInterrupt(EmbeddedStack stack) {
        line("");
        line(
                "Still running: broker on %s, health and metrics on http://127.0.0.1:%d/metrics. Ctrl-C ends it.",
                stack.bootstrapServers(), stack.healthPort());
        terminal.out().flush();
        while (true) {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            stack.check();
        }
    }
}
