package dev.sluice.app.cluster;

import dev.sluice.app.embedded.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Process process = ChildJvm.of(ChildMain.class, OPTIONS, List.of(command, "--config", config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new SluiceProcess(process, log);
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
