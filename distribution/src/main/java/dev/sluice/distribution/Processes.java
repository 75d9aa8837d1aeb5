package dev.sluice.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs that the release is made with. */
final class Processes {
    private static final long MINUTES = 10;

    private Processes() {}

    /**
     * Runs a program to its end and answers what it printed.
     *
     * @param input what it reads; empty for nothing
     * @throws ReleaseException where it does not end with 0
     */
    static String run(Path folder, String input, List<String> command) {
        try {
            Path in = Files.createTempFile("sluice-release", ".in");
            Path out = Files.createTempFile("sluice-release", ".out");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new ReleaseException(command.getFirst() + " took longer than " + MINUTES + " minutes");
                }
                String printed = Files.readString(out, StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    throw new ReleaseException(
                            String.join(" ", command) + " ended with " + process.exitValue() + ": " + printed);
                }
                return printed;
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new ReleaseException(command.getFirst() + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReleaseException(command.getFirst() + " was interrupted", e);
        }
    }
}
