package dev.sluice.app;

import dev.sluice.app.command.Failure;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Printable;
import dev.sluice.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Turns every failure into one line and an exit code; stack traces only where the user asked for them. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    int logAndRun(ParseResult parsed) {
        if (isVerbose(parsed.commandSpec().commandLine())) {
            Logging.verbose();
        }
        return new RunLast().execute(parsed);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(command + ": " + Printable.line(firstLine(failure)) + " (see ./" + command + " --help)");
        return ExitCode.WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        if (failure instanceof ParameterException wrong) {
            return handleParseException(wrong, new String[0]);
        }
        Failure answer = Failure.of(failure);
        terminal.out().flush();
        if (!answer.line().isEmpty()) {
            terminal.err().println(line.getCommandSpec().qualifiedName() + ": " + Printable.line(answer.line()));
        }
        if (isVerbose(line)) {
            failure.printStackTrace(terminal.err());
        }
        return answer.exitCode();
    }

    private static boolean isVerbose(CommandLine line) {
        CommandLine top = line;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top.getCommand() instanceof Sluice sluice && sluice.verbose();
    }

    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
