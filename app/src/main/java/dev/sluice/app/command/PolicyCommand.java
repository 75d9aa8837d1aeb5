package dev.sluice.app.command;

import dev.sluice.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice policy}: checks, explains and replays policies, and brings new versions into force. */
@Command(
        name = "policy",
        description = "Check policies, explain and replay what they decide, release new versions.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice policy check"})
final class PolicyCommand extends Group {
    /** The group with its commands, in the order in which help lists them. */
    static CommandLine withCommands(Terminal terminal) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyCheckCommand(terminal))
                .addSubcommand(new PolicyExplainCommand(terminal))
                .addSubcommand(new PolicyReplayCommand(terminal))
                .addSubcommand(new PolicyDiffCommand(terminal))
                .addSubcommand(new PolicyApproveCommand(terminal))
                .addSubcommand(new PolicyReleaseCommand(terminal))
                .addSubcommand(new PolicyStopCommand(terminal))
                .addSubcommand(new PolicyHistoryCommand(terminal));
    }
}
