package dev.sluice.app.command;

import dev.sluice.app.terminal.Terminal;
import picocli.CommandLine;

/** All commands, in the order in which help lists them. */
public final class Commands {
    private Commands() {}

    /** Adds them to the top command. */
    public static void addTo(CommandLine line, Terminal terminal) {
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new RunCommand(terminal));
        line.addSubcommand(new SinkCommand(terminal));
        line.addSubcommand(new ServeCommand(terminal));
        line.addSubcommand(new ScoreCommand(terminal));
        line.addSubcommand(new TrainCommand(terminal));
        line.addSubcommand(new EvaluateCommand(terminal));
        line.addSubcommand(PolicyCommand.withCommands(terminal));
        line.addSubcommand(new CasesCommand(terminal));
        line.addSubcommand(new CommandLine(new NoticeCommand(terminal)).addSubcommand(new NoticeActCommand(terminal)));
        line.addSubcommand(new FeedbackCommand(terminal));
        line.addSubcommand(new ReportCommand(terminal));
        line.addSubcommand(new TransparencyCommand(terminal));
        line.addSubcommand(vault(terminal));
        line.addSubcommand(new KeysCommand(terminal));
        line.addSubcommand(new SourcesCommand(terminal));
        line.addSubcommand(new TopCommand(terminal));
        line.addSubcommand(new TopicsCommand(terminal));
        line.addSubcommand(new SchemasCommand(terminal));
        line.addSubcommand(new DoctorCommand(terminal));
        line.addSubcommand(new BenchCommand(terminal));
    }

    private static CommandLine vault(Terminal terminal) {
        return new CommandLine(new VaultCommand(terminal))
                .addSubcommand(new VaultVerifyCommand(terminal))
                .addSubcommand(new VaultViewCommand(terminal))
                .addSubcommand(new VaultCopyCommand(terminal))
                .addSubcommand(new VaultReferCommand(terminal))
                .addSubcommand(new VaultReferredCommand(terminal))
                .addSubcommand(new VaultHoldCommand(terminal))
                .addSubcommand(new VaultExpireCommand(terminal))
                .addSubcommand(new VaultEraseCommand(terminal))
                .addSubcommand(new VaultExportCommand(terminal))
                .addSubcommand(new VaultReconcileCommand(terminal))
                .addSubcommand(new VaultCheckpointCommand(terminal))
                .addSubcommand(new VaultProveCommand(terminal))
                .addSubcommand(new VaultAcknowledgeCommand(terminal))
                .addSubcommand(new VaultReceiveCommand(terminal));
    }
}
