package dev.sluice.app.registry;

import dev.sluice.app.cluster.EndsWithParent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A live Apicurio Registry in a process of its own, with its data in memory. One serves all tests of a class; each test
 * uses a prefix of its own. The build unpacks it where {@code sluice.registry.server} says ({@code -Pregistry},
 * {@code -Pnode}).
 */
public final class ApicurioRegistry {
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)\\. Management");

    private ApicurioRegistry() {}

    /** The address of its Confluent compatible interface; starts it for the first who asks. */
    public static String url() {
        return Shared.URL;
    }

    private static final class Shared {
        private static final String URL = start();
    }

    private static String start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx400m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=0",
                            "-Dquarkus.management.host=127.0.0.1",
                            "-Dquarkus.management.port=0",
                            "-cp",
                            jar() + File.pathSeparator + ownClasses(),
                            EndsWithParent.class.getName(),
                            "io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            CompletableFuture<Integer> port = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> listen(process, port));
            return "http://127.0.0.1:" + port.get(4, TimeUnit.MINUTES) + "/apis/ccompat/v7";
        } catch (Exception e) {
            throw new IllegalStateException("the schema registry does not start", e);
        }
    }

    private static Path jar() throws IOException {
        Path folder = Path.of(System.getProperty("sluice.registry.server"));
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.endsWith("quarkus-run.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no registry is unpacked in " + folder));
        }
    }

    private static Path ownClasses() throws Exception {
        return Path.of(EndsWithParent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Reads to the end, or the server would wait for somebody to do so. */
    private static void listen(Process process, CompletableFuture<Integer> port) {
        List<String> last = new java.util.ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Integer.valueOf(listening.group(1)));
                }
                if (!port.isDone()) {
                    last.add(line);
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("the schema registry ended: " + last));
    }
}
