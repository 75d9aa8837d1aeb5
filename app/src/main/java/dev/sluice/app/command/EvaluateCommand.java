package dev.sluice.app.command;

import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.evaluation.Evaluation;
import dev.sluice.classifiers.evaluation.EvaluationReport;
import java.io.IOException;
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
            "Example:  ./sluice evaluate labelled.jsonl.gz --json"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Labelled posts, plain or gzip.")
    @SuppressWarnings("NullAway.Init") // required
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--split", paramLabel = "NAME", description = "A split to count; default: dev. Repeatable.")
    private @Nullable Set<String> splits;

    @Option(names = "--policies", paramLabel = "DIR", description = "Rules and lexicons; default: the shipped ones.")
    private @Nullable Path policies;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        EvaluationReport report =
                Evaluation.of(Home.assessor(policies), files, splits == null ? Evaluation.DEVELOPMENT : splits);
        terminal.out().print(json ? report.toJson() + "\n" : report.toText());
        return ExitCode.OK;
    }
}
