package dev.sluice.app.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in a child process, with its data in a temporary folder. The child ends with this process however
 * it ends, SIGKILL included, and takes its data with it: see {@link BrokerMain}.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int SHOWN_LOG_LINES = 5;

    private final Process process;
    private final Path folder;
    private final String bootstrapServers;
    private final Duration startTime;

    private EmbeddedBroker(Process process, Path folder, String bootstrapServers, Duration startTime) {
        this.process = process;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
        this.startTime = startTime;
    }

    /**
     * Starts a broker and waits until it takes clients; a few seconds.
     *
     * @param heapMiB its heap, such as 512
     * @throws BrokerException with the end of its log, where it does not come up within two minutes
     */
    public static EmbeddedBroker start(int heapMiB) {
        return start(heapMiB, Map.of());
    }

    /**
     * Starts a broker with more properties, such as those that make clients log on. They get to the child in a file that
     * only its owner may read, since they may hold passwords.
     *
     * @param heapMiB its heap, such as 512
     * @param properties of the broker; they win over ours
     * @throws BrokerException with the end of its log, where it does not come up within two minutes
     */
    public static EmbeddedBroker start(int heapMiB, Map<String, String> properties) {
        long started = System.nanoTime();
        Path folder = TemporaryFolder.create("sluice-broker-");
        Path log = folder.resolve("broker.log");
        Process process = null;
        try {
            Path scratch = Files.createDirectory(folder.resolve("tmp"));
            if (!properties.isEmpty()) {
                write(properties, folder.resolve(BrokerMain.PROPERTIES));
            }
            process = ChildJvm.of(BrokerMain.class, jvmOptions(heapMiB, scratch), List.of(folder.toString()))
                    .redirectError(log.toFile())
                    .start();
            String address = awaitReady(process);
            return new EmbeddedBroker(process, folder, address, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException | BrokerException e) {
            String detail = e.getMessage() + endOf(log);
            stop(process, folder);
            throw new BrokerException("the embedded broker did not start: " + detail, e);
        }
    }

    /** Where clients find it, as {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** How long it took to come up. */
    public Duration startTime() {
        return startTime;
    }

    /** The child process, for its CPU time and memory. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Where its data is until it stops; what others put there is deleted with it, however this process ends. */
    public Path folder() {
        return folder;
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() {
        stop(process, folder);
    }

    private static void write(Map<String, String> properties, Path file) throws IOException {
        Properties written = new Properties();
        written.putAll(properties);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(file)) {
            written.store(writer, null);
        }
    }

    private static List<String> jvmOptions(int heapMiB, Path scratch) {
        return List.of(
                // Compression libraries unpack their native code here, and a JVM that is halted leaves it.
                "-Djava.io.tmpdir=" + scratch,
                "-Xms" + Math.min(heapMiB, 256) + "m",
                "-Xmx" + heapMiB + "m",
                "-XX:+UseG1GC",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Dlogback.configurationFile=broker-logback.xml");
    }

    private static String awaitReady(Process process) {
        CompletableFuture<@Nullable String> answer = CompletableFuture.supplyAsync(() -> firstLine(process));
        try {
            String line = answer.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (line == null || !line.startsWith(BrokerMain.READY)) {
                throw new BrokerException("it ended");
            }
            return line.substring(BrokerMain.READY.length());
        } catch (TimeoutException e) {
            throw new BrokerException("it was not ready within " + START_LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new BrokerException("its output cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("interrupted", e);
        }
    }

    private static @Nullable String firstLine(Process process) {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static String endOf(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size());
            return last.isEmpty() ? "" : "; its log ends with: " + String.join(" | ", last);
        } catch (IOException e) {
            return "";
        }
    }

    private static void stop(@Nullable Process process, Path folder) {
        if (process != null) {
            try {
                process.getOutputStream().close();
                if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (IOException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        TemporaryFolder.delete(folder);
    }
}
