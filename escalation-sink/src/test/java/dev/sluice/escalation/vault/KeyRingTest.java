package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that expire and keys that are withdrawn. Everything is sealed at {@link TestVaults#NOW}. */
class KeyRingTest {
    @TempDir
    Path temp;

    private Path folder;
    private SigningKey key;

    @BeforeEach
    void makesAKey() {
        folder = temp.resolve("vault");
        key = TestVaults.key(folder);
    }

    @Test
    void keyWithinItsTimeSealsAndVerifies() throws IOException {
        KeyRing ring = ring("\"notBefore\": \"2026-01-01T00:00:00Z\", \"notAfter\": \"2027-01-01T00:00:00Z\"");
        Path sealed = seal(ring);
        assertThat(PackageVerifier.verify(sealed, ring, null).ok()).isTrue();
        assertThat(verify(ring).ok()).isTrue();
    }

    @Test
    void expiredKeySealsNothing() throws IOException {
        KeyRing ring = ring("\"notAfter\": \"2026-10-01T00:00:00Z\"");
        assertThatThrownBy(() -> seal(ring))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("signing key " + key.verificationKey().id() + " expired at 2026-10-01T00:00:00Z")
                .hasMessageContaining("allowed: a key that is valid now");
        assertThat(folder.resolve("packages")).isEmptyDirectory();
    }

    @Test
    void keyThatExpiresWhileTheSinkRunsSealsNoMore() throws IOException {
        KeyRing ring = ring("\"notAfter\": \"2026-11-01T13:00:00Z\"");
        MovingClock clock = new MovingClock(TestVaults.NOW);
        try (Vault vault = open(ring, clock)) {
            vault.seal(Escalations.evidence(Escalations.of("p-1")));
            clock.forward(java.time.Duration.ofHours(2));
            assertThatThrownBy(() -> vault.seal(Escalations.evidence(Escalations.of("p-2"))))
                    .hasMessageContaining("expired at 2026-11-01T13:00:00Z");
        }
        assertThat(verify(ring).packages()).isEqualTo(1);
        assertThat(verify(ring).ok()).isTrue();
    }

    @Test
    void revokedKeySealsNothingAndWhatItSealedIsNotTrusted() throws IOException {
        Path sealed = seal(ring("\"notBefore\": \"2026-01-01T00:00:00Z\""));
        KeyRing revoked = ring("\"revokedAt\": \"2026-12-01T00:00:00Z\", \"reason\": \"laptop stolen\"");
        assertThatThrownBy(() -> seal(revoked))
                .hasMessageContaining("was revoked at 2026-12-01T00:00:00Z (laptop stolen)");
        Verification verification = PackageVerifier.verify(sealed, revoked, null);
        assertThat(verification.exitCode()).isEqualTo(8);
        assertThat(verification.keyTrusted()).isFalse();
        assertThat(verify(revoked).exitCode()).isEqualTo(8);
    }

    @Test
    void packageSealedAfterItsKeyExpiredIsNamedByTheLog() throws IOException {
        Path sealed = seal(ring("\"notBefore\": \"2026-01-01T00:00:00Z\""));
        KeyRing shorter = ring("\"notAfter\": \"2026-10-01T00:00:00Z\"");
        assertThat(PackageVerifier.verify(sealed, shorter, null).ok())
                .as("a package alone does not say when it was sealed")
                .isTrue();
        assertThat(PackageVerifier.verify(sealed, shorter, TestVaults.NOW).exitCode())
                .isEqualTo(8);
        VaultVerification verification = verify(shorter);
        assertThat(verification.exitCode()).isEqualTo(8);
        assertThat(verification.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN_KEY);
            assertThat(problem.detail()).contains("expired at 2026-10-01T00:00:00Z, and this is of " + TestVaults.NOW);
        });
    }

    @Test
    void keyThatIsNotOnTheListSealsNothing() throws IOException {
        KeyRing others =
                KeyRing.of(List.of(SigningKey.create(temp.resolve("other.pem")).verificationKey()));
        assertThatThrownBy(() -> seal(others)).hasMessageContaining("is not among the trusted keys");
    }

    @Test
    void pemIsAListOfKeysThatAreGoodForEver() throws IOException {
        Path pem = Files.writeString(
                temp.resolve("keys.pem"), key.verificationKey().pem());
        assertThat(PackageVerifier.verify(seal(KeyRing.load(pem)), KeyRing.load(pem), TestVaults.NOW)
                        .ok())
                .isTrue();
    }

    @Test
    void mistakesInTheListAreErrorsOfOneLine() throws IOException {
        for (String text : List.of(
                "{}",
                "{\"keys\": []}",
                "{\"keys\": [{}]}",
                "{\"keys\": [{\"publicKey\": \"x\"}]}",
                "{\"keys\": [{\"colour\": \"red\"}]}",
                "{\"keys\"",
                list("\"notAfter\": \"tomorrow\""))) {
            Path file = Files.writeString(temp.resolve("keys.json"), text);
            assertThatThrownBy(() -> KeyRing.load(file))
                    .as(text)
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("keys.json'")
                    .hasMessageContaining("allowed: ")
                    .message()
                    .doesNotContain("\n");
        }
    }

    private KeyRing ring(String times) throws IOException {
        return KeyRing.load(Files.writeString(temp.resolve("keys.json"), list(times)));
    }

    private String list(String times) {
        String pem = key.verificationKey().pem().replace("\n", "\\n");
        return "{\"keys\": [{\"publicKey\": \"" + pem + "\", " + times + "}]}";
    }

    private Path seal(KeyRing ring) throws IOException {
        try (Vault vault = open(ring, new MovingClock(TestVaults.NOW))) {
            SealResult result = vault.seal(Escalations.evidence(Escalations.of("p-1")));
            return folder.resolve(((SealResult.Sealed) result).location());
        }
    }

    private Vault open(KeyRing ring, MovingClock clock) throws IOException {
        return Vault.open(
                TestVaults.settings(folder),
                new Sealer("garden-forum", key, ring, clock),
                FolderStorage.open(folder, new DurableFiles(StepHook.NONE)),
                clock,
                StepHook.NONE);
    }

    private VaultVerification verify(KeyRing ring) {
        return VaultVerifier.verify(folder, FolderStorage.reading(folder), ring, each -> {});
    }
}
