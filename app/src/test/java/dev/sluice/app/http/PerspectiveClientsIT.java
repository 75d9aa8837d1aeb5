package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others wrote for the Perspective API are answered: npm's {@code googleapis} and
 * {@code perspective-api-client}. Runs with {@code -Pnode}, or where {@code npm ci} was run in
 * {@code app/src/test/node}.
 */
class PerspectiveClientsIT {
    private static final Path FOLDER =
            Path.of(System.getProperty("sluice.home", ".")).resolve("app/src/test/node");

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void clientsOfTheOriginalAreAnswered() throws Exception {
        if (!Boolean.getBoolean("sluice.node")) {
            assumeTrue(Files.isDirectory(FOLDER.resolve("node_modules")), "packages are not there: -Pnode");
            assumeTrue(runs("--version"), "there is no node");
        }
        try (HttpFixture http = new HttpFixture(folder)) {
            Path key = Files.writeString(folder.resolve("key"), http.all.text());
            Process process = new ProcessBuilder(
                            "node", "clients.js", "http://127.0.0.1:" + http.service.port(), key.toString())
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(output).contains("both clients are answered");
            assertThat(process.exitValue()).isZero();
        }
    }

    private static boolean runs(String argument) throws InterruptedException {
        try {
            return new ProcessBuilder("node", argument).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
