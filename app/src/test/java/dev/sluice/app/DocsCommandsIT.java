package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.app.embedded.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A shell runs what the pages tell a reader to type, in order, each page in a folder of its own that holds the results
 * of the demo. A block that needs more than a reader has after the quick start (a cluster, a build, an hour) is
 * marked with why: {@code ```sh cluster}. Part of {@code -Pdocs}, since every command is a process.
 */
@EnabledIfSystemProperty(named = "sluice.docs.run", matches = "true")
class DocsCommandsIT {
    private static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    private static final Pattern BLOCK = Pattern.compile("(?m)^```sh( [a-z]+)?\\n(.*?)^```", Pattern.DOTALL);

    /** Why a block is left to the reader. */
    private static final List<String> MARKS = List.of("cluster", "build", "long", "serves", "example");

    private static final Pattern PACKAGE = Pattern.compile("([0-9a-f]{12,}) ");

    private static final String PRELUDE = """
            set -euo pipefail
            hold() { ./sluice vault hold list results/vault --json | grep -o '"id" *: *"[^"]*"' | head -n 1 | cut -d '"' -f 4; }
            """;

    @TempDir
    static Path folder;

    private static Path demo;

    @BeforeAll
    static void playTheDemo() throws Exception {
        demo = Files.createDirectory(folder.resolve("demo"));
        launcher(demo);
        shell(demo, "./sluice demo --exit --output results");
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(Stream.of(HOME.resolve("README.md")), docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(HOME::relativize)
                    .toList();
        }
    }

    @Test
    void everyMarkSaysWhyABlockIsNotRun() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            blocks(page).map(block -> block.group(1))
                    .filter(mark -> mark != null && !MARKS.contains(mark.strip()))
                    .forEach(mark -> unknown.add(page + ":" + mark));
        }
        assertThat(unknown).as("marks that are none of " + MARKS).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandOfThePageDoesWhatItSays(Path page) throws Exception {
        List<String> scripts = blocks(page)
                .filter(block -> block.group(1) == null)
                .map(block -> block.group(2))
                .toList();
        assumeThat(scripts).isNotEmpty();
        Path place = Files.createDirectory(folder.resolve(page.toString().replace('/', '-')));
        copy(demo, place);
        Files.copy(HOME.resolve("policies/demo/posts.jsonl"), place.resolve("posts.jsonl"));
        Files.createSymbolicLink(place.resolve("my-policies"), HOME.resolve("policies").toAbsolutePath());
        Files.createSymbolicLink(place.resolve("policies"), HOME.resolve("policies").toAbsolutePath());
        Map<String, String> names = namesOf(place);
        for (String script : scripts) {
            shell(place, named(script, names));
        }
    }

    /** What the pages call by an invented name, by what it is called in these results. */
    private static Map<String, String> namesOf(Path place) throws Exception {
        List<String> packages = PACKAGE.matcher(shell(place, "./sluice vault list results/vault"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(packages).as("packages in results/vault").hasSizeGreaterThan(1);
        String first = packages.getFirst();
        return Map.of(
                "demo-output/", "results/",
                "3f9c", first,
                "77ab", packages.get(1),
                "path/to/one/package", "results/vault/" + first,
                " 1f2e ", " \"$(hold)\" ");
    }

    private static String named(String script, Map<String, String> names) {
        String named = script;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    private static Stream<MatchResult> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(HOME.resolve(page))).results();
    }

    /** Runs the script and answers what it printed; a command that fails is named with what it said. */
    private static String shell(Path place, String script) throws Exception {
        Path output = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder("bash", "-c", PRELUDE + script)
                .directory(place.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        String said = Files.readString(output);
        assertThat(exitCode).as("%s\nin %s:\n%s", script, place, said).isZero();
        return said;
    }

    /** The launcher of this folder: this build's classes, without the launcher's look for newer sources. */
    private static void launcher(Path place) throws IOException {
        ProcessBuilder child = ChildJvm.of(
                Sluice.class,
                List.of(
                        "-Xmx768m",
                        "-XX:TieredStopAtLevel=1"),
                List.of());
        StringBuilder script = new StringBuilder("#!/bin/sh\nCLASSPATH='")
                .append(child.environment().get("CLASSPATH"))
                .append("' exec");
        child.command().forEach(word -> script.append(" '").append(word).append('\''));
        Files.writeString(place.resolve("sluice"), script.append(" \"$@\"\n"));
        Files.setPosixFilePermissions(place.resolve("sluice"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.equals(from)).forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
