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
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
            hold() { ./sluice vault hold list results/vault | sed -n 's/^\\([0-9a-f]\\{12,\\}\\)  .*/\\1/p'; }
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
            return Stream.concat(
                            Stream.of(HOME.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(HOME::relativize)
                    .toList();
        }
    }

    @Test
    void everyMarkSaysWhyABlockIsNotRun() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            blocks(page)
                    .map(block -> block.group(1))
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
        furnish(place, String.join("\n", scripts));
        Map<String, String> names = namesOf(demo.resolve("results/vault"));
        for (String script : scripts) {
            shell(place, named(script, names));
        }
    }

    /** The launcher, the posts of the demo, the policies, and the demo's results where the page does not make its own. */
    private static void furnish(Path place, String script) throws IOException {
        launcher(place);
        Files.copy(HOME.resolve("policies/demo/posts.jsonl"), place.resolve("posts.jsonl"));
        Files.createDirectories(place.resolve("keys/people"));
        Files.createDirectories(place.resolve("keys/cases"));
        Path policies = HOME.resolve("policies").toAbsolutePath();
        Files.createSymbolicLink(place.resolve("policies"), policies);
        Files.createSymbolicLink(place.resolve("my-policies"), policies);
        if (!script.contains("--output results")) {
            copy(demo.resolve("results"), place.resolve("results"));
        }
        if (!script.contains("./sluice demo")) {
            copy(demo.resolve("results"), place.resolve("demo-output"));
        }
    }

    /** What the pages call by an invented name, by what it is called in the demo. */
    private static Map<String, String> namesOf(Path vault) throws Exception {
        String listed = shell(demo, "./sluice vault list results/vault");
        String threat = packageOf(listed, line -> line.contains("threat_to_life"));
        String other = packageOf(listed, line -> !line.contains("threat_to_life"));
        Path kept;
        try (Stream<Path> files = Files.walk(vault)) {
            kept = files.filter(file -> file.endsWith(threat)).findFirst().orElseThrow();
        }
        return Map.of(
                "3f9c",
                threat,
                "77ab",
                other,
                "path/to/one/package",
                "results/vault/" + vault.relativize(kept),
                " 1f2e ",
                " \"$(hold)\" ");
    }

    private static String packageOf(String listed, Predicate<String> wanted) {
        return listed.lines()
                .filter(wanted)
                .map(PACKAGE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such package in:\n" + listed));
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
        ProcessBuilder child = ChildJvm.of(Sluice.class, List.of("-Xmx768m", "-XX:TieredStopAtLevel=1"), List.of());
        StringBuilder script = new StringBuilder("#!/bin/sh\nCLASSPATH='")
                .append(child.environment().get("CLASSPATH"))
                .append("' exec");
        child.command().forEach(word -> script.append(" '").append(word).append('\''));
        Files.writeString(place.resolve("sluice"), script.append(" \"$@\"\n"));
        Files.setPosixFilePermissions(place.resolve("sluice"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
