package dev.sluice.app.command;

import dev.sluice.app.sink.SinkProcess;
import dev.sluice.app.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice sink}: seals the evidence of escalations. */
@Command(
        name = "sink",
        description = "Seal the evidence of escalations from a cluster.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Give it a configuration, and credentials, of its own: it is the one process",
            "that holds evidence keys.",
            "",
            "Example:  ./sluice sink --config sink.yaml"
        })
final class SinkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The cluster and the vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path config;

    SinkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return SinkProcess.run(config, terminal, new WatchedSink());
    }
}
