package dev.sluice.app.sink;

import dev.sluice.app.config.ConfigException;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Printable;
import dev.sluice.app.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code sluice sink} as a release starts it: on the sink's own class path, with the sink's own jar. It takes the arguments
 * of that command and answers as it does.
 */
public final class SinkMain {
    private static final String COMMAND = "sluice sink: ";
    private static final String USAGE = """
            Usage: sluice sink --config=FILE
            Seal the evidence of escalations from a cluster.
                  --config=FILE   The cluster and the vault.
              -h, --help          Show this help message and exit.

            Give it a configuration, and credentials, of its own: it is the one process
            that holds evidence keys.

            Example:  sluice sink --config sink.yaml

            Exit codes: 0 told to end, 1 failed, 2 wrong arguments or configuration.""";

    private SinkMain() {}

    /** Runs the sink and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), List.of(arguments)));
    }

    /** Runs the sink with these arguments and answers its exit code; every failure is told in one line. */
    static int run(Terminal terminal, List<String> arguments) {
        if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
            terminal.out().println(USAGE);
            return terminal.outputIsLost() ? ExitCode.FAILED : ExitCode.OK;
        }
        try {
            return SinkProcess.run(config(arguments), terminal, SinkWatch.NONE);
        } catch (CommandException e) {
            return tell(terminal, e, e.exitCode());
        } catch (ConfigException | IllegalArgumentException e) {
            return tell(terminal, e, ExitCode.WRONG_INPUT);
        } catch (RuntimeException e) {
            return tell(terminal, e, ExitCode.FAILED);
        }
    }

    /** The file that {@code --config FILE} or {@code --config=FILE} names. */
    private static Path config(List<String> arguments) {
        if (arguments.size() == 2 && arguments.getFirst().equals("--config")) {
            return Path.of(arguments.getLast());
        }
        if (arguments.size() == 1 && arguments.getFirst().startsWith("--config=")) {
            return Path.of(arguments.getFirst().substring("--config=".length()));
        }
        throw CommandException.usage("takes --config FILE and nothing else (see sluice sink --help)");
    }

    private static int tell(Terminal terminal, RuntimeException failure, int exitCode) {
        String message = failure.getMessage();
        String line = message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        terminal.err().println(COMMAND + Printable.line(line));
        return exitCode;
    }
}
