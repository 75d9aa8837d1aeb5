package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.training.SecondLookTraining;
import dev.sluice.classifiers.training.Trainer;
import dev.sluice.classifiers.training.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice train}: rebuilds the models. */
@Command(
        name = "train",
        description = "Rebuild the models from labelled posts; the same data gives the same bytes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "DIR has train/*.jsonl.gz and contrast/*.jsonl.gz. The models that ship are not",
            "touched unless --out names their folder.",
            "",
            "Example:  ./sluice train --data ../data --out models"
        })
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Labelled posts.")
    @SuppressWarnings("NullAway.Init") // required
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the models go; default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("models");

    @Option(names = "--policies", paramLabel = "DIR", description = "Rules and lexicons; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(
            names = "--transformer",
            paramLabel = "FILE",
            description = "Fine-tuned weights of the second look; default: those that ship, if any do.")
    private @Nullable Path transformer;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        if (!Files.isDirectory(data)) {
            throw CommandException.usage("--data " + data + " is not a folder; allowed: one with train/*.jsonl.gz");
        }
        Path rules = Home.policies(policies);
        Steps steps = new Steps(terminal);
        TrainingReport report = Trainer.train(data, out, AssessorLoader.weighing(rules), steps);
        byte[] overlay = overlay();
        if (overlay != null) {
            Assessor firstLook = AssessorLoader.load(rules, ModelFolder.at(out));
            ModelManifest manifest = SecondLookTraining.add(data, out, firstLook, overlay, steps);
            report = new TrainingReport(out, manifest, report.skipped());
        }
        terminal.out().print(report.toText());
        return ExitCode.OK;
    }

    private byte @Nullable [] overlay() throws IOException {
        if (transformer != null) {
            return Files.readAllBytes(transformer);
        }
        ModelFolder shipped = ModelFolder.shipped();
        List<ModelManifest.Model> models = shipped.models("transformer");
        return models.isEmpty() ? null : shipped.read(models.getFirst());
    }
}
