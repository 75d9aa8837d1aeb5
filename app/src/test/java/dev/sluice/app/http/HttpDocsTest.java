package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every {@code curl} in the pages about HTTP is run as it is written, and answered with a status below 400. */
class HttpDocsTest {
    private static final Path DOCS =
            Path.of(System.getProperty("sluice.home", ".")).resolve("docs");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"http.md, 7", "migrate-from-perspective.md, 1"})
    void commandsOfThePageAreAnswered(String page, int calls) throws Exception {
        assumeTrue(isThere(), "there is no curl");
        List<String> scripts = scripts(page);
        assertThat(String.join("\n", scripts).split("curl ", -1)).hasSize(calls + 1);
        try (HttpFixture http = new HttpFixture(folder)) {
            http.decisions.add(
                    DecisionsGiven.of("c-1041", 1, "d-1", null),
                    DecisionsGiven.bytes(http.registry, DecisionsGiven.of("c-1041", 1, "d-1", null)));
            for (String script : scripts) {
                String here = script.replace("http://127.0.0.1:8080", "http://127.0.0.1:" + http.service.port());
                run(here, http.all.text());
            }
        }
    }

    @Test
    void theAnswersAreThoseThatThePagesSay() throws Exception {
        assertThat(Files.readString(DOCS.resolve("http.md"))).contains("`202 {\"id\":\"c-1041\",\"revision\":1}`");
        try (HttpFixture http = new HttpFixture(folder)) {
            assertThat(http.post("/v1/posts", "{\"id\":\"c-1041\",\"text\":\"Good point, thanks.\"}")
                            .body())
                    .isEqualTo("{\"id\":\"c-1041\",\"revision\":1}");
        }
    }

    private static void run(String script, String key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-ec", "curl() { command curl -sS --fail-with-body \"$@\"; echo; }\n" + script)
                .redirectErrorStream(true);
        builder.environment().put("KEY", key);
        builder.environment().put("no_proxy", "127.0.0.1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(script + "\n" + output).isZero();
        assertThat(output).doesNotContain("\"code\":");
    }

    /** The blocks of shell that call the server, without lines that start it or make keys. */
    private static List<String> scripts(String page) throws IOException {
        List<String> scripts = new ArrayList<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(DOCS.resolve(page))) {
            if (line.equals("```sh") || line.startsWith("```sh ")) {
                block = new StringBuilder();
            } else if (line.equals("```") && block != null) {
                if (block.toString().contains("curl ")) {
                    scripts.add(block.toString());
                }
                block = null;
            } else if (block != null && !line.startsWith("./sluice ")) {
                block.append(line).append('\n');
            }
        }
        return scripts;
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
