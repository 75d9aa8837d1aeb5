package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.digest.HashAlgorithm;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVerifierTest {
    @TempDir
    Path temp;

    private Path sealed;
    private SigningKey key;

    @BeforeEach
    void seals() {
        sealed = TestVaults.seal(temp.resolve("vault"), "p-1");
        key = TestVaults.key(temp.resolve("vault"));
    }

    @Test
    void untouchedPackageIsOk() {
        Verification verification = PackageVerifier.verify(sealed, List.of(key.verificationKey()));
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.exitCode()).isZero();
        assertThat(verification.keyTrusted()).isTrue();
        assertThat(verification.files()).isEqualTo(19);
        assertThat(verification.signerKeyId()).isEqualTo(key.verificationKey().id());
    }

    @Test
    void withoutATrustedKeyItSaysWhereTheKeyComesFrom() {
        Verification verification = PackageVerifier.verify(sealed, null);
        assertThat(verification.ok()).isTrue();
        assertThat(verification.keyTrusted()).isFalse();
        assertThat(verification.lines()).singleElement().asString().contains("key taken from the package itself");
    }

    @Test
    void everyChangedFileIsNamed() throws IOException {
        for (String path : TestVaults.files(sealed).keySet()) {
            Path file = sealed.resolve(path);
            byte[] before = Files.readAllBytes(file);
            byte[] changed = before.clone();
            changed[changed.length / 2] ^= 1;
            write(file, changed);
            Verification verification = verify();
            assertThat(verification.ok()).as(path).isFalse();
            String named = path.equals(Manifest.TAGS) ? PackageContents.SIGNATURE : path;
            assertThat(verification.problems())
                    .as(path)
                    .extracting(Problem::path)
                    .contains(named);
            assertThat(verification.exitCode())
                    .as(path)
                    .isIn(path.startsWith("proof/") && !path.endsWith(".pem") ? List.of(4) : List.of(2, 3, 4));
            write(file, before);
        }
        assertThat(verify().ok()).isTrue();
    }

    @Test
    void everyMissingFileIsNamed() throws IOException {
        for (String path : TestVaults.files(sealed).keySet()) {
            Path file = sealed.resolve(path);
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            Verification verification = verify();
            assertThat(verification.problems()).as(path).contains(new Problem(Kind.COMPLETENESS, path, "is missing"));
            assertThat(verification.exitCode()).as(path).isEqualTo(3);
            write(file, before);
        }
    }

    @Test
    void changedContentIsExitCode2() throws IOException {
        write(sealed.resolve("data/post/post.json"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(verify().problems())
                .containsExactly(new Problem(Kind.CONTENT, "data/post/post.json", "has changed"));
        assertThat(verify().exitCode()).isEqualTo(2);
    }

    @Test
    void addedFilesFoldersAndLinksAreNamed() throws IOException {
        Files.writeString(sealed.resolve("data/post/extra.json"), "{}");
        Files.writeString(sealed.resolve(".hidden"), "");
        Files.createDirectories(sealed.resolve("data/empty"));
        Files.createSymbolicLink(sealed.resolve("proof/link.pem"), Path.of("signer.pem"));
        assertThat(verify().problems())
                .containsExactlyInAnyOrder(
                        new Problem(Kind.COMPLETENESS, "data/post/extra.json", "was added"),
                        new Problem(Kind.COMPLETENESS, ".hidden", "was added"),
                        new Problem(Kind.COMPLETENESS, "data/empty", "folder was added"),
                        new Problem(Kind.COMPLETENESS, "proof/link.pem", "was added"));
        assertThat(verify().exitCode()).isEqualTo(3);
    }

    @Test
    void nameOfAnAddedFileCannotCommandATerminal() throws IOException {
        Files.writeString(sealed.resolve("data/\u001B[2Jok\nfine"), "");
        assertThat(verify().problems()).extracting(Problem::path).containsExactly("data/?[2Jok?fine");
    }

    @Test
    void linkInPlaceOfASealedFileIsNamedEvenWhereItsTargetIsEqual() throws IOException {
        Path file = sealed.resolve("data/post/post.json");
        Path elsewhere = temp.resolve("elsewhere.json");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(verify().problems()).extracting(Problem::path).contains("data/post/post.json");
        assertThat(verify().ok()).isFalse();
    }

    @Test
    void changeWithNewHashesIsCaughtByTheSignature() throws IOException {
        rewrite(null);
        assertThat(verify().problems())
                .extracting(Problem::path)
                .containsExactly(PackageContents.SIGNATURE, PackageContents.STATEMENT);
        assertThat(verify().problems()).extracting(Problem::kind).containsOnly(Kind.SIGNATURE);
        assertThat(verify().exitCode()).isEqualTo(4);
    }

    @Test
    void changeSignedWithAnotherKeyIsCaughtByATrustedKeyOnly() throws IOException {
        rewrite(SigningKey.create(temp.resolve("other.pem")));
        assertThat(verify().problems()).extracting(Problem::kind).containsExactly(Kind.UNKNOWN_KEY);
        assertThat(verify().exitCode()).isEqualTo(8);
        assertThat(PackageVerifier.verify(sealed, null).ok()).isTrue();
    }

    @Test
    void fileDroppedFromTheManifestIsCaughtAsAdded() throws IOException {
        Path manifest = sealed.resolve(Manifest.PAYLOAD);
        String without = Files.readString(manifest)
                .lines()
                .filter(line -> !line.endsWith("post.json"))
                .reduce("", (all, line) -> all + line + "\n");
        write(manifest, without.getBytes(StandardCharsets.UTF_8));
        assertThat(verify().problems())
                .contains(
                        new Problem(Kind.CONTENT, Manifest.PAYLOAD, "has changed"),
                        new Problem(Kind.COMPLETENESS, "data/post/post.json", "was added"));
    }

    @Test
    void manifestThatReachesOutsideIsNotFollowed() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "s");
        String line = Sha256.hex(secret) + "  data/../../../../secret\n";
        write(sealed.resolve(Manifest.PAYLOAD), line.getBytes(StandardCharsets.UTF_8));
        assertThat(verify().problems())
                .extracting(Problem::detail)
                .contains("is no list of files: line 1 is no hash and plain path below the package");
    }

    @Test
    void hugeManifestIsNotReadIntoMemory() throws IOException {
        write(sealed.resolve(Manifest.PAYLOAD), new byte[(1 << 20) + 1]);
        assertThat(verify().problems())
                .contains(new Problem(Kind.CONTENT, Manifest.PAYLOAD, "cannot be read (IOException)"));
    }

    @Test
    void folderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> PackageVerifier.verify(temp.resolve("nowhere"), null))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("nowhere");
    }

    private Verification verify() {
        return PackageVerifier.verify(sealed, List.of(key.verificationKey()));
    }

    /** Changes the post and makes all hashes fit; signs anew where a key is given. */
    private void rewrite(SigningKey signer) throws IOException {
        var files = new TreeMap<>(TestVaults.files(sealed));
        files.put("data/post/post.json", "{}\n".getBytes(StandardCharsets.UTF_8));
        if (signer != null) {
            files.put(PackageContents.SIGNER, signer.verificationKey().pemBytes());
        }
        var payload = new TreeMap<>(files);
        payload.keySet().removeIf(path -> !path.startsWith("data/"));
        files.put(Manifest.PAYLOAD, Manifest.of(payload).bytes());
        files.put(
                Manifest.PAYLOAD_512,
                Manifest.of(payload, HashAlgorithm.SHA_512).bytes());
        var tags = new TreeMap<>(files);
        tags.keySet()
                .removeIf(path -> path.startsWith("data/")
                        || path.equals(Manifest.TAGS)
                        || path.equals(PackageContents.SIGNATURE)
                        || path.equals(PackageContents.STATEMENT));
        files.put(Manifest.TAGS, Manifest.of(tags).bytes());
        if (signer != null) {
            files.put(PackageContents.SIGNATURE, signer.sign(files.get(Manifest.TAGS)));
            PackageId id = new PackageId("garden-forum", "ab".repeat(20), 1, null);
            files.put(
                    PackageContents.STATEMENT,
                    Dsse.sign(Statement.of(files, id), signer).bytes());
        }
        for (var file : files.entrySet()) {
            Path path = sealed.resolve(file.getKey());
            if (!Arrays.equals(Files.readAllBytes(path), file.getValue())) {
                write(path, file.getValue());
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        }
        Files.write(file, content);
    }
}
