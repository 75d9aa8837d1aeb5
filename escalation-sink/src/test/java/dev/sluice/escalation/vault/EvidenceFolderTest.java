package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFolderTest {
    @TempDir
    Path temp;

    @Test
    void sealedPackageAndItsVaultAreToldApart() {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        assertThat(EvidenceFolder.of(sealed)).isEqualTo(EvidenceFolder.PACKAGE);
        assertThat(EvidenceFolder.of(temp.resolve("vault"))).isEqualTo(EvidenceFolder.VAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bagit.txt", "tagmanifest-sha256.txt", "manifest-sha256.txt", "data", "proof"})
    void anyOnePartMakesAPackage(String part) throws IOException {
        Files.createDirectory(temp.resolve(part));
        assertThat(EvidenceFolder.of(temp)).isEqualTo(EvidenceFolder.PACKAGE);
        assertThat(PackageVerifier.verify(temp, null).ok()).isFalse();
    }

    @Test
    void emptyFolderWithAPackagesNameIsAPackage() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("ab".repeat(20)));
        assertThat(EvidenceFolder.of(folder)).isEqualTo(EvidenceFolder.PACKAGE);
        assertThat(PackageVerifier.verify(folder, null).exitCode()).isEqualTo(3);
    }

    @Test
    void packageWithoutItsDeclarationIsStillOneAndTheFileIsNamed() throws IOException {
        Path sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        Path renamed = Files.move(sealed, temp.resolve("evidence"));
        Files.delete(renamed.resolve("bagit.txt"));
        Files.createDirectory(renamed.resolve("packages"));
        assertThat(EvidenceFolder.of(renamed)).isEqualTo(EvidenceFolder.PACKAGE);
        Files.delete(renamed.resolve("packages"));
        assertThat(PackageVerifier.verify(renamed, null).problems())
                .containsExactly(new Problem(Kind.COMPLETENESS, "bagit.txt", "is missing"));
        assertThat(PackageVerifier.verify(renamed, null).exitCode()).isEqualTo(3);
    }

    @Test
    void vaultWithAPackagesDeclarationPassesAsNeither() throws IOException {
        Path vault = temp.resolve("vault");
        TestVaults.seal(vault, "p-1");
        Files.writeString(vault.resolve("bagit.txt"), "");
        assertThat(PackageVerifier.verify(vault, null).ok()).isFalse();
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isFalse();
    }

    @Test
    void whatIsNoFolderIsAnError() {
        assertThatThrownBy(() -> EvidenceFolder.of(temp.resolve("nowhere")))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("nowhere' is not a folder");
    }
}
