package dev.sluice.app.cluster;

import dev.sluice.app.embedded.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of Sluice in a process of its own, to be killed. */
public final class SluiceProcess implements AutoCloseable {
    /** It lives for a minute or two: compiling well would take more of the machine than it gives back. */
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path log;

    private SluiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code sluice command --config file}. */
    public static SluiceProcess start(String command, Path config, Path log) throws IOException {
        return start(command, config, log, List.of());
    }

    /** Starts {@code sluice command --config file} with more options of the JVM, such as system properties. */
    public static SluiceProcess start(String command, Path config, Path log, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(options);
        Process process = ChildJvm.of(ChildMain.class, all, List.of(command, "--config", config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new SluiceProcess(process, log);
    }

    /**
     * Ends it as a supervisor does, and waits until it has. By the signal alone: to close its input, as {@link Process#destroy}
     * does too, is what tells it that the test is gone.
     *
     * @return its exit code
     */
    public int stop() throws InterruptedException {
        process.toHandle().destroy();
        return process.waitFor();
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Fails with the process's log where it has ended by itself. */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("the process ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
