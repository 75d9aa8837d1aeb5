package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bin/sluice of a release starts; a script that prints its arguments stands in for Java. */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("sluice.home", ".."), "distribution/src/main/release/bin/sluice");

    @TempDir
    Path release;

    @BeforeEach
    void unpack() throws IOException {
        script("bin/sluice", Files.readString(LAUNCHER));
        script("jre/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.writeString(release.resolve("jre/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.createDirectories(release.resolve("lib"));
        Files.writeString(release.resolve("lib/sink.jars"), "sluice-sink.jar\navro-1.12.jar\n");
    }

    @Test
    void theSinkGetsItsOwnJarsAndNoOthers() throws Exception {
        assertThat(started(Map.of(), "sink", "--config", "sink.yaml"))
                .containsSubsequence(
                        "-cp",
                        lib("sluice-sink.jar") + ":" + lib("avro-1.12.jar"),
                        "dev.sluice.app.sink.SinkMain",
                        "--config",
                        "sink.yaml")
                .doesNotContain("sink");
    }

    @Test
    void aSinkThatIsToBeWatchedGetsTheWholeClassPath() throws Exception {
        assertThat(started(Map.of("SLUICE_SINK", "watched"), "sink", "--config", "sink.yaml"))
                .containsSubsequence(
                        "-cp", lib("sluice.jar"), "dev.sluice.app.Sluice", "sink", "--config", "sink.yaml");
    }

    @Test
    void anUnknownWayToRunTheSinkIsRefused() throws Exception {
        assertThat(started(Map.of("SLUICE_SINK", "whole"), "sink"))
                .containsExactly("sluice: SLUICE_SINK is 'whole'; allowed: watched, or nothing");
    }

    private String lib(String jar) throws IOException {
        return release.toRealPath().resolve("lib").resolve(jar).toString();
    }

    private List<String> started(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Stream.concat(Stream.of(release.resolve("bin/sluice").toString()), Stream.of(arguments))
                        .toList());
        command.environment().remove("SLUICE_SINK");
        command.environment().putAll(environment);
        command.environment().put("SLUICE_CACHE", "none");
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }

    private void script(String path, String text) throws IOException {
        Path file = release.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
