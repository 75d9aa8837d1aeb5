package dev.sluice.app.bench;

import dev.sluice.app.embedded.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sluice serve} in a process of its own, to be measured and killed. */
final class ServeChild implements AutoCloseable {
    private static final Pattern SERVING = Pattern.compile("serving on http://127\\.0\\.0\\.1:(\\d+)");
    private static final long START_SECONDS = 120;

    private final Process process;
    private final int port;

    private ServeChild(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServeChild start(Class<?> main, Path config, Path log) throws IOException, InterruptedException {
        Process process = ChildJvm.of(
                        main, List.of("-Xmx512m", "-XX:+UseParallelGC", "-Xlog:disable"), List.of(config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < until && process.isAlive()) {
            Matcher serving = SERVING.matcher(Files.readString(log));
            if (serving.find()) {
                return new ServeChild(process, Integer.parseInt(serving.group(1)));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException("serve did not start: " + Files.readString(log));
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
