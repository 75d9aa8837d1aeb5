package dev.sluice.app.terminal;

/** What a command's exit code says; scripts rely on it. */
public final class ExitCode {
    /** All went well. */
    public static final int OK = 0;
    /** The request was right and it did not work, or a check found something wrong. */
    public static final int FAILED = 1;
    /** Wrong arguments, wrong configuration, or lines of input that cannot be taken. */
    public static final int WRONG_INPUT = 2;

    /** Told to end from outside, such as by Ctrl-C: 128 and the number of the signal, as shells have it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
