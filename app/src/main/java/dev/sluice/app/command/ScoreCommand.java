package dev.sluice.app.command;

import dev.sluice.app.posts.PostInput;
import dev.sluice.app.score.ScoreJson;
import dev.sluice.app.score.ScoreTable;
import dev.sluice.app.score.Scorer;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice score}: posts on standard input, findings on standard output, without Kafka. */
@Command(
        name = "score",
        description = "Score posts from standard input, without Kafka.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --jsonl each line is one text, answered by a table. With it each line",
            "is a post such as",
            "  {\"id\":\"p1\",\"text\":\"...\"}",
            "answered by one line of JSON, in order. A line that cannot be taken (blank, or",
            "the deletion or flag of a post, too) is answered on standard error with its",
            "number, and the exit code is 2.",
            "",
            "Example:  echo 'have a nice day' | ./sluice score"
        })
final class ScoreCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--jsonl", description = "Read post lines and write JSON lines.")
    private boolean jsonl;

    @Option(names = "--policies", paramLabel = "DIR", description = "Rules and lexicons; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(
            names = "--fast",
            description =
                    "The first look alone: what the pipeline says of a post at once. By default every text gets the"
                            + " second look too, some 10 ms of a core each.")
    private boolean fast;

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        Assessor firstLook = Home.assessor(policies);
        try (TransformerSecondLook secondLook =
                fast ? null : AssessorLoader.secondLook(firstLook, ModelFolder.shipped())) {
            return score(new Scorer(text -> assess(text, firstLook, secondLook), terminal));
        }
    }

    private static Assessment assess(Text text, Assessor firstLook, @Nullable SecondLook secondLook) {
        return secondLook == null
                ? firstLook.assess(text.text(), text.language())
                : secondLook.assess(List.of(text)).getFirst();
    }

    private int score(Scorer scorer) throws IOException {
        InputStream input = PostInput.unpacked(terminal.in(), "standard input");
        long bad;
        if (jsonl) {
            bad = scorer.scorePostLines(input, new ScoreJson(new JsonLines(terminal.out())));
        } else {
            bad = scorer.scoreTexts(input, new ScoreTable(terminal.out()));
        }
        return bad == 0 ? ExitCode.OK : ExitCode.WRONG_INPUT;
    }
}
