package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about notices before anything reaches a cluster. */
class NoticeCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"nmae": "Nora"}                        | nmae is unknown; allowed: [author, channel, consentEmail, consentName, email, imputation, inaccuracies, insufficientInformation, locations, meaning, name, priorRemovals, unsupportedOpinions, words]
            {"consentName": "yes"}                  | consentName has the wrong shape; allowed: as docs/defamation.md shows it
            {"name": 7}                             | name has the wrong shape; allowed: as docs/defamation.md shows it
            {"locations": "here"}                   | locations has the wrong shape; allowed: as docs/defamation.md shows it
            {"locations": [null]}                   | locations has a null; allowed: objects
            {"inaccuracies": [null]}                | inaccuracies has a null; allowed: texts
            ["Nora"]                                | the file has the wrong shape; allowed: as docs/defamation.md shows it
            {"name": "Nora"                         | line 2 is not JSON; allowed: one JSON object
            {} {}                                   | the file has the wrong shape; allowed: as docs/defamation.md shows it
            null                                    | is empty; allowed: one JSON object
            """)
    void mistakeInANoticeIsNamedAndNotQuoted(String json, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("notice.json"), json + "\n");

        assertThat(run("file", file.toString(), "--by", "lena")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said()).contains(message).doesNotContain("Nora");
    }

    @Test
    void keyThatWouldDrawOnTheTerminalDoesNot() throws IOException {
        Path file = Files.writeString(folder.resolve("notice.json"), "{\"na\\u001b[2Jme\\u202e\": 1}");

        assertThat(run("file", file.toString(), "--by", "lena")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said()).contains("na\uFFFD[2Jme\uFFFD is unknown").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void fileThatIsTooLargeOrMissingIsNamed() throws IOException {
        Path large = Files.writeString(folder.resolve("large.json"), " ".repeat((1 << 20) + 1));

        assertThat(run("file", large.toString(), "--by", "lena")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said()).contains("large.json has 1048577 bytes; allowed: at most 1048576");
        assertThat(run("file", folder.resolve("none.json").toString(), "--by", "lena"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said()).contains("none.json cannot be read: NoSuchFileException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            act n-1 burn --by lena                       | ACT is 'burn'; allowed: contactable, unreachable, repeated, false-details, remove, removed, explain, court-order, link, withdraw
            act n-1 explain --by lena --duty sleep       | --duty is 'sleep'; allowed: tell-defective, decide-contact, notify-poster, acknowledge, remove, tell-removed, tell-refused
            act n-1 removed --by lena --at yesterday     | --at is 'yesterday'; allowed: a time such as 2026-12-18T15:00:00Z
            reply n-1 --by lena --wishes peace           | --wishes is 'peace'; allowed: removal, keep, nothing
            disclose n-1 --by lena --basis fun --to x --reason y | --basis is 'fun'; allowed: consent, court-order
            disclose n-1 --by lena --basis consent --to x --reason y | posterIdentities is missing; allowed: --config with a section posterIdentities, with keys and keyFile
            """)
    void wrongArgumentIsNamed(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said()).contains(message);
    }

    @Test
    void detailsAreNotTakenWithoutTheirKey() throws IOException {
        Path config = Files.writeString(
                folder.resolve("legal.yaml"), """
                kafka: {bootstrapServers: '127.0.0.1:1'}
                registry: {urls: ['mock://notices']}
                posterIdentities: {keys: %s, keyFile: %s}
                """.formatted(folder.resolve("keys"), folder.resolve("kek.json")));
        Path details = Files.writeString(folder.resolve("details.json"), "{\"name\": \"Ada\", \"address\": \"1 Elm\"}");
        String[] arguments = {
            "notice",
            "reply",
            "n-1",
            "--wishes",
            "keep",
            "--details",
            details.toString(),
            "--by",
            "lena",
            "--config",
            config.toString()
        };

        assertThat(Sluice.run(terminal(), arguments)).isEqualTo(ExitCode.FAILED);
        assertThat(said())
                .contains("the keys of posters' details cannot be used: ", "kek.json")
                .doesNotContain("Elm");
    }

    private int run(String... arguments) {
        return Sluice.run(
                terminal(),
                Stream.of(Stream.of("notice"), Stream.of(arguments), Stream.of("--bootstrap", "127.0.0.1:1"))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Terminal terminal() {
        return new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
    }
}
