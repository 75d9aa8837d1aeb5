package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes in place of files: whoever opens one waits for a writer that never comes. The limit ends such a wait. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SpecialFilesTest {
    @TempDir
    Path temp;

    private Path vault;
    private Path sealed;

    @BeforeEach
    void seals() {
        vault = temp.resolve("vault");
        sealed = TestVaults.seal(vault, "p-1");
    }

    @Test
    void pipeInPlaceOfAnyFileOfAPackageIsNamed() throws Exception {
        for (String path : TestVaults.files(sealed).keySet()) {
            Path file = sealed.resolve(path);
            byte[] before = Files.readAllBytes(file);
            makePipe(file);
            Verification verification = PackageVerifier.verify(sealed, null);
            assertThat(verification.problems())
                    .as(path)
                    .extracting(Problem::path)
                    .contains(path);
            Files.delete(file);
            Files.write(file, before);
        }
        assertThat(PackageVerifier.verify(sealed, null).ok()).isTrue();
    }

    @Test
    void pipeInPlaceOfASealedFileCountsAsMissing() throws Exception {
        makePipe(sealed.resolve("data/post/post.json"));
        assertThat(PackageVerifier.verify(sealed, null).problems())
                .containsExactly(new Problem(
                        Kind.COMPLETENESS,
                        "data/post/post.json",
                        "is a link, folder or device, where a file was sealed"));
    }

    @Test
    void pipesInAVaultAreNamed() throws Exception {
        Path aside;
        try (Vault open = TestVaults.open(vault)) {
            aside = vault.resolve(Names.quarantine(open.quarantine(new UnsealableRecord(
                            new UnsealableRecord.Place("escalations", 0, 7),
                            12L,
                            null,
                            new byte[1],
                            "MALFORMED",
                            "why"))
                    .act()
                    .packageId()));
        }
        makePipe(aside.resolve("why.json"));
        makePipe(sealed.resolve(Manifest.TAGS));
        makePipe(vault.resolve("packages/pipe"));
        makePipe(vault.resolve("custody/custody.jsonl"));
        assertThat(VaultVerifier.verify(vault, null, each -> {}).problems())
                .extracting(Problem::path)
                .contains(
                        vault.relativize(aside) + "/why.json",
                        "packages/pipe",
                        "custody/custody.jsonl",
                        vault.relativize(sealed).toString());
    }

    private static void makePipe(Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        Process process;
        try {
            process = new ProcessBuilder(List.of("mkfifo", file.toString())).start();
        } catch (IOException e) {
            assumeThat(e).as("mkfifo is not there").isNull();
            throw e;
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
