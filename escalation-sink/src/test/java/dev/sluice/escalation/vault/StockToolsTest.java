package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of VERIFY.md as they stand there; skipped only where the tools are absent. */
class StockToolsTest {
    @TempDir
    Path temp;

    private Path sealed;

    @BeforeEach
    void sealsWhereTheToolsAre() throws Exception {
        for (String tool : List.of("bash", "sha256sum", "openssl", "diff", "find", "cut")) {
            assumeThat(shell(temp, "command -v " + tool).code()).as(tool).isZero();
        }
        sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
    }

    @Test
    void untouchedPackagePassesAllFourChecks() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(4);
        for (String command : commands) {
            assertThat(shell(sealed, command).code()).as(command).isZero();
        }
        assertThat(shell(sealed, commands.get(0)).output()).isEmpty();
        assertThat(shell(sealed, commands.get(2)).output()).contains("Signature Verified Successfully");
        assertThat(shell(sealed, commands.get(3)).output().strip())
                .isEqualTo(
                        TestVaults.key(temp.resolve("vault")).verificationKey().id());
    }

    @Test
    void changedFileFailsTheFirstCheck() throws Exception {
        append(sealed.resolve("data/post/post.json"));
        Result result = shell(sealed, commands().get(0));
        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("data/post/post.json: FAILED");
    }

    @Test
    void addedFileFailsTheSecondCheck() throws Exception {
        Files.writeString(sealed.resolve("data/planted.txt"), "");
        Result result = shell(sealed, commands().get(1));
        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("> data/planted.txt");
    }

    @Test
    void changedListFailsTheThirdCheck() throws Exception {
        append(sealed.resolve(Manifest.TAGS));
        assertThat(shell(sealed, commands().get(2)).code()).isNotZero();
    }

    @Test
    void keyMadeByOpensslSeals() throws Exception {
        Path pem = temp.resolve("openssl.pem");
        assertThat(shell(temp, "umask 077; openssl genpkey -algorithm ed25519 -out openssl.pem")
                        .code())
                .isZero();
        SigningKey key = SigningKey.load(pem);
        String id = shell(temp, "openssl pkey -in openssl.pem -pubout -outform DER | sha256sum | cut -c1-32")
                .output()
                .strip();
        assertThat(key.verificationKey().id()).isEqualTo(id);
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        Files.write(temp.resolve("content"), content);
        assertThat(shell(temp, "openssl pkeyutl -sign -rawin -inkey openssl.pem -in content -out content.sig")
                        .code())
                .isZero();
        assertThat(key.sign(content)).isEqualTo(Files.readAllBytes(temp.resolve("content.sig")));
    }

    /** The indented blocks of the page, one for each check. */
    private List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inBlock = false;
        for (String line : Files.readAllLines(sealed.resolve("VERIFY.md"))) {
            boolean code = line.startsWith("    ");
            if (code && inBlock) {
                commands.set(commands.size() - 1, commands.getLast() + "\n" + line);
            } else if (code) {
                commands.add(line);
            }
            inBlock = code;
        }
        commands.replaceAll(command -> command.replace("/tmp/", temp + "/"));
        return commands;
    }

    private record Result(int code, String output) {}

    private static Result shell(Path folder, String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private static void append(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(file, Files.readString(file) + "\n");
    }
}
