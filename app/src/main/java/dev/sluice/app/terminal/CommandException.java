package dev.sluice.app.terminal;

import org.jspecify.annotations.Nullable;

/** A command cannot go on. The message is one line for its user: the thing, its value, and what is allowed. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The user asked for something that is not possible, or gave a wrong configuration or input. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.WRONG_INPUT, message, null);
    }

    /** The same, with what went wrong underneath. */
    public static CommandException usage(String message, Throwable cause) {
        return new CommandException(ExitCode.WRONG_INPUT, message, cause);
    }

    /** The request was right and it did not work. */
    public static CommandException failed(String message) {
        return new CommandException(ExitCode.FAILED, message, null);
    }

    /** The same, with what went wrong underneath. */
    public static CommandException failed(String message, Throwable cause) {
        return new CommandException(ExitCode.FAILED, message, cause);
    }

    /** The exit code that it ends the command with. */
    public int exitCode() {
        return exitCode;
    }
}
