package dev.sluice.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has the load generator {@code wrk} send posts as fast as answers come, and write down the ids that were acknowledged.
 */
final class WrkClient {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final int THREADS = 2;

    private final Path folder;

    /** Works in this folder, which must be there. */
    WrkClient(Path folder) {
        this.folder = folder;
    }

    /**
     * What came of it.
     *
     * @param perSecond answers a second
     * @param cpuNanos CPU time of wrk, as far as it was seen
     * @param acknowledged ids that were answered with 202
     * @param printed what wrk printed
     */
    record Outcome(double perSecond, long cpuNanos, List<String> acknowledged, String printed) {}

    /** Whether wrk is there. */
    static boolean isThere() {
        try {
            Process process = new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs it. */
    Outcome run(int port, String key, int connections, int seconds) throws IOException, InterruptedException {
        Path script = folder.resolve("posts.lua");
        try (InputStream shipped = Objects.requireNonNull(WrkClient.class.getResourceAsStream("posts.lua"))) {
            Files.write(script, shipped.readAllBytes());
        }
        Process process = new ProcessBuilder(
                        "wrk",
                        "--threads",
                        Integer.toString(THREADS),
                        "--connections",
                        Integer.toString(connections),
                        "--duration",
                        seconds + "s",
                        "--latency",
                        "--script",
                        script.toString(),
                        "http://127.0.0.1:" + port + "/v1/posts")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("wrk.txt").toFile())
                .start();
        // The key goes by a pipe's end of its own: others on this machine see arguments.
        process.getOutputStream().write((key + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().close();
        long cpu = 0;
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            cpu = Math.max(cpu, ProcessUse.cpuNanos(process.toHandle()));
        }
        String printed = Files.readString(folder.resolve("wrk.txt"));
        Matcher rate = RATE.matcher(printed);
        if (process.exitValue() != 0 || !rate.find()) {
            throw new IOException("wrk failed: " + printed);
        }
        List<String> acknowledged = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("acknowledged-"))
                    .toList()) {
                acknowledged.addAll(Files.readAllLines(file));
            }
        }
        return new Outcome(Double.parseDouble(rate.group(1)), cpu, acknowledged, printed);
    }
}
