package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.Failure;
import dev.sluice.app.embedded.InterruptedRunException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCodesTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void outputThatNobodyTakesIsAFailure() {
        PrintStream broken = new PrintStream(new Broken(), false, StandardCharsets.UTF_8);

        int exitCode = Sluice.run(terminal(InputStream.nullInputStream(), broken), "--help");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(errors()).isEqualTo("sluice: standard output cannot be written; some of it is lost\n");
    }

    @Test
    void scoringEndsEarlyWhereNobodyTakesTheScores() {
        String line = "{\"id\":\"a\",\"text\":\"hello\"}\n";
        int sent = 100_000;
        InputStream posts = new ByteArrayInputStream(line.repeat(sent).getBytes(StandardCharsets.UTF_8));
        PrintStream broken = new PrintStream(new Broken(), false, StandardCharsets.UTF_8);

        int exitCode = Sluice.run(terminal(posts, broken), "score", "--jsonl");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(errors()).isEqualTo("sluice score: standard output cannot be written; some of it is lost\n");
    }

    @Test
    void scoresKeepTheirOrderAndABlankLineIsAnsweredWithItsNumber() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String input = "{\"id\":\"a\",\"text\":\"hello\"}\n\n{\"id\":\"b\",\"text\":\"hello\"}\n";

        int exitCode = Sluice.run(
                terminal(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8)),
                "score",
                "--jsonl");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(errors()).isEqualTo("line 2 is blank; allowed: one object a line\n");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"id\":\"a\""),
                        second -> assertThat(second).startsWith("{\"id\":\"b\""));
    }

    @Test
    void aWrongOutputFolderIsAWrongRequest(@TempDir Path folder) throws IOException {
        Path posts = Files.writeString(folder.resolve("posts.jsonl"), "{\"id\":\"a\",\"text\":\"hello\"}\n");

        int exitCode = Sluice.run(
                terminal(InputStream.nullInputStream(), new PrintStream(OutputStream.nullOutputStream())),
                "run",
                "--embedded",
                "--input",
                posts.toString(),
                "--output",
                folder.toString(),
                "--overwrite");

        assertThat(exitCode).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(errors())
                .startsWith("sluice run: output " + folder + " is not empty")
                .contains("; allowed: ");
        assertThat(posts).exists();
    }

    @Test
    void aBarePathIsGivenItsReason() {
        assertThat(Failure.of(new NotDirectoryException("here")).line()).isEqualTo("here is not a folder");
        assertThat(Failure.of(new FileSystemException("here", null, "No space left on device"))
                        .line())
                .isEqualTo("here cannot be used: No space left on device");
    }

    @Test
    void nothingIsSaidOfAnInterrupt() {
        assertThat(Failure.of(new InterruptedRunException())).isEqualTo(new Failure("", ExitCode.INTERRUPTED));
    }

    private Terminal terminal(InputStream in, PrintStream out) {
        return new Terminal(in, out, new PrintStream(errors, true, StandardCharsets.UTF_8), false);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    /** A pipe whose reader is gone. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
