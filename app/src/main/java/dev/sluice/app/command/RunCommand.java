package dev.sluice.app.command;

import dev.sluice.app.play.OutputPlace;
import dev.sluice.app.play.RunSummary;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.source.Mapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice run}: the main job, on a file of posts or against a cluster. */
@Command(
        name = "run",
        description = "Assess and decide posts: a file on the embedded stack, or a cluster's topics.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "FILE holds one post a line, plain or gzip: {\"id\",\"text\"} and, where known,",
            "\"community\", \"thread\", \"parent\", \"author\", \"target\", \"createdAt\",",
            "\"language\", \"url\", \"labels\"; other keys are counted and left alone.",
            "DIR gets decisions.jsonl (one line a post: the decision in force at the end),",
            "reviews.jsonl, escalations.jsonl, mediations.jsonl, deadletters.jsonl,",
            "decisions-superseded.jsonl, statements.jsonl, labels.jsonl, report.json,",
            "report.md, summary.json, signer.pem and vault/. In summary.json 'outcomes'",
            "counts the decisions in force, 'allOutcomes' the superseded ones too.",
            "With --source, FILE is in the format of another platform; ./sluice sources list",
            "names those that are ready.",
            "The exit code is 2 where a line could not be taken.",
            "",
            "Examples:  ./sluice run --embedded --input posts.jsonl --output results",
            "           ./sluice run --embedded --source mastodon --input statuses.jsonl",
            "           ./sluice run --config sluice.yaml"
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--embedded", description = "Use a broker of its own, which ends with the command.")
    private boolean embedded;

    @Option(names = "--input", paramLabel = "FILE", description = "Posts; with --embedded.")
    private @Nullable Path input;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description =
                    "The format of FILE: a name of ./sluice sources list, or a mapping's file; default: our own lines.")
    private @Nullable String source;

    @Option(names = "--sources", paramLabel = "DIR", description = "Mappings of your own, for --source.")
    private @Nullable Path sources;

    @Option(names = "--output", paramLabel = "DIR", description = "Results; default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("sluice-output");

    @Option(names = "--overwrite", description = "Replace the results of an earlier run in DIR.")
    private boolean overwrite;

    @Option(names = "--policies", paramLabel = "DIR", description = "Policies; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(names = "--config", paramLabel = "FILE", description = "The cluster and the pipeline.")
    private @Nullable Path config;

    @Option(names = "--no-second-look", description = "Leave it at the first look; with --embedded.")
    private boolean noSecondLook;

    @Option(names = "--json", description = "Print the summary as one JSON object; with --embedded.")
    private boolean json;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (config != null) {
            if (embedded || input != null || source != null) {
                throw CommandException.usage("--config cannot be used with --embedded, --input or --source");
            }
            return ClusterProcess.pipeline(config, terminal);
        }
        if (!embedded || input == null) {
            throw CommandException.usage("needs --embedded with --input FILE, or --config FILE");
        }
        return runFile(input);
    }

    private int runFile(Path file) throws IOException {
        Logging.quiet();
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage("--input " + file + " is not a file");
        }
        Path folder = Home.policies(policies);
        EmbeddedRun.Source played = played(file, folder);
        OutputPlace.prepare(output, overwrite);
        RunSummary summary;
        try (EmbeddedRun run = new EmbeddedRun(terminal, folder, output, EmbeddedRun.secondLook(noSecondLook))) {
            summary = run.play(played, null);
        }
        report(summary);
        if (!summary.balanced()) {
            return ExitCode.FAILED;
        }
        return summary.read().bad() == 0 ? ExitCode.OK : ExitCode.WRONG_INPUT;
    }

    private EmbeddedRun.Source played(Path file, Path policiesFolder) throws IOException {
        if (source == null) {
            return EmbeddedRun.Source.of(file, false);
        }
        return EmbeddedRun.Source.mapped(
                file, new Mapper(Home.sources(sources, policiesFolder).read(source)));
    }

    private void report(RunSummary summary) throws IOException {
        if (json) {
            terminal.out().print(Files.readString(output.resolve("summary.json")));
            return;
        }
        terminal.out().println(summary.equation());
        terminal.out().println("outcomes in force: " + counts(summary.outcomes()));
        terminal.out()
                .println("outcomes of all decisions: " + counts(summary.tally().outcomes()));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d review cases, %,d mediations, %,d escalations with %,d evidence packages",
                        summary.tally().reviewRecords() - summary.tally().withdrawn(),
                        summary.tally().mediations(),
                        summary.tally().escalations(),
                        summary.tally().sealedEvidence()));
        terminal.out().println("cases of people: " + counts(summary.tally().cases()));
        if (!summary.read().ignoredKeys().isEmpty()) {
            terminal.out().println("keys left alone: " + counts(summary.read().ignoredKeys()));
        }
        if (summary.read().bad() > 0) {
            terminal.out().println(summary.read().bad() + " lines could not be taken; see standard error");
        }
        terminal.out().println("results in " + output);
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + String.format(Locale.ROOT, "%,d", count.getValue()))
                .collect(Collectors.joining(", "));
    }
}
