package dev.sluice.app;

import dev.sluice.app.command.Commands;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.OutputLostException;
import dev.sluice.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code sluice} command: the process's entry point. */
@Command(
        name = "sluice",
        description = "A content-safety pipeline: posts in; decisions, reviews, sealed evidence out.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "First steps:  ./sluice demo      Help on one command:  ./sluice COMMAND --help"})
public final class Sluice implements Runnable {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens, and print stack traces with errors.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode = run(terminal, arguments);
        System.exit(exitCode);
    }

    /** Runs the command line on this terminal and answers its exit code; see {@link Version} for what it is part of. */
    public static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Sluice());
        Commands.addTo(line, terminal);
        Failures failures = new Failures(terminal);
        int exitCode = line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(failures::logAndRun)
                .setOut(new java.io.PrintWriter(terminal.out(), true))
                .setErr(new java.io.PrintWriter(terminal.err(), true))
                .execute(arguments);
        return terminal.outputIsLost() && exitCode == ExitCode.OK ? lost(terminal) : exitCode;
    }

    private static int lost(Terminal terminal) {
        terminal.err().println("sluice: " + OutputLostException.MESSAGE);
        return ExitCode.FAILED;
    }

    /** Whether the user asked for logs and stack traces. */
    boolean verbose() {
        return verbose;
    }

    /** Called where no command is named. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "names no command; allowed: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
