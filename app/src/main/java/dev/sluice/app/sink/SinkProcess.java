package dev.sluice.app.sink;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.LogSettings;
import dev.sluice.app.config.RegistryAtStart;
import dev.sluice.app.config.Sinks;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.EscalationSink;
import java.nio.file.Path;

/** Runs the sink against a real cluster until the process is told to end. */
public final class SinkProcess {
    private SinkProcess() {}

    /**
     * Seals evidence until the process ends.
     *
     * @param file the configuration, with a section {@code sink}
     * @return the exit code
     * @param watch lets it be watched
     * @throws CommandException where the file has no such section
     */
    public static int run(Path file, Terminal terminal, SinkWatch watch) {
        SluiceConfig config = ConfigReader.read(file);
        LogSettings logs = LogSettings.of(config);
        Logging.service(logs.format(), logs.level());
        SluiceConfig.Sink section = config.sink();
        if (section == null) {
            throw CommandException.usage(file + ": sink is missing; allowed: a section with vault and signingKey");
        }
        EscalationSink sink = RegistryAtStart.hinting(
                file, () -> EscalationSink.open(Sinks.settings(config, section), watch.listener()));
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "close-sink"));
        watch.opened(sink, config, section, terminal);
        terminal.note("sink started, evidence goes to " + section.vault());
        sink.run();
        return ExitCode.OK;
    }
}
