package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.evaluation.Candidate;
import dev.sluice.classifiers.evaluation.DataEvaluation;
import dev.sluice.classifiers.evaluation.DataReport;
import dev.sluice.classifiers.evaluation.Evaluation;
import dev.sluice.classifiers.evaluation.EvaluationReport;
import dev.sluice.classifiers.evaluation.UncertainBand;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice evaluate}: how well the detectors do on labelled posts. */
@Command(
        name = "evaluate",
        description = "Print how well the detectors do on labelled posts.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A line of a file is {\"text\",\"labels\":{\"abuse\":0|1|null,...}} with an optional",
            "\"split\"; rows of other splits than those asked for are counted apart.",
            "",
            "With --data DIR, all that the folder allows is measured: train/*.jsonl.gz,",
            "contrast/*.jsonl.gz, natural/posts.jsonl.gz, disguises and identity terms;",
            "what is missing is named.",
            "",
            "Example:  ./sluice evaluate labelled.jsonl.gz --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final UncertainBand EVERY_TEXT = new UncertainBand(0, 1);

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Labelled posts, plain or gzip.")
    private List<Path> files = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "A folder of labelled posts; instead of files.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--split", paramLabel = "NAME", description = "A split to count; default: dev. Repeatable.")
    private @Nullable Set<String> splits;

    @Option(names = "--policies", paramLabel = "DIR", description = "Rules and lexicons; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(names = "--fast", description = "The first look alone; by default every text gets the second look too.")
    private boolean fast;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        if (files.isEmpty() == (data == null)) {
            throw CommandException.usage("either files or --data DIR must be given, and not both");
        }
        Assessor firstLook = Home.assessor(policies);
        try (TransformerSecondLook secondLook =
                fast ? null : AssessorLoader.secondLook(firstLook, ModelFolder.shipped())) {
            return evaluate(
                    secondLook == null ? Candidate.of(firstLook) : Candidate.of(firstLook, secondLook, EVERY_TEXT));
        }
    }

    private int evaluate(Candidate candidate) throws IOException {
        if (data == null) {
            EvaluationReport report = Evaluation.of(
                    candidate, files, splits == null ? Evaluation.DEVELOPMENT : splits, new Steps(terminal));
            terminal.out().print(json ? report.toJson() + "\n" : report.toText());
        } else {
            DataReport report = DataEvaluation.of(candidate, folder(data), new Steps(terminal));
            terminal.out().print(json ? report.toJson() + "\n" : report.toText());
        }
        return ExitCode.OK;
    }

    private Path folder(Path given) {
        if (splits != null) {
            throw CommandException.usage("--split goes with files; --data counts the split dev");
        }
        if (!Files.isDirectory(given)) {
            throw CommandException.usage("--data " + given + " is not a folder; allowed: one with train/*.jsonl.gz");
        }
        return given;
    }
}
