package dev.sluice.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The streams that a command talks through, all UTF-8.
 *
 * @param in standard input
 * @param out standard output: results, and nothing else
 * @param err standard error: progress, notes and errors
 * @param interactive whether a person watches {@code err}, so that a progress bar may redraw itself
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * This process's streams. From then on whatever a library prints goes to standard error: standard output belongs to
     * the command. The launcher says whether standard error is a terminal, which the JVM itself cannot tell.
     */
    public static Terminal ofProcess() {
        PrintStream out = new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(err);
        System.setErr(err);
        return new Terminal(System.in, out, err, Boolean.getBoolean("sluice.terminal"));
    }

    /**
     * Writes out what is still buffered of standard output and says whether any of it was lost. Print streams swallow
     * failures, so whoever writes results has to ask.
     */
    public boolean outputIsLost() {
        return out.checkError();
    }

    /**
     * Writes out what is still buffered of standard output.
     *
     * @throws OutputLostException where it cannot be written, so that going on is of no use
     */
    public void flushOut() throws OutputLostException {
        if (outputIsLost()) {
            throw new OutputLostException();
        }
    }

    /** A line on standard error for the person who runs the command. */
    public void note(String line) {
        err.println(line);
    }
}
