package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Exhibit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New material makes a next version; what is sealed never changes. */
class VersionsTest {
    private static final Actor COUNSEL = new Actor("m.example", Role.LEGAL, "os:mex");

    @TempDir
    Path temp;

    private Path folder;
    private SealResult.Sealed first;
    private SortedMap<String, byte[]> before;

    @BeforeEach
    void sealsTheFirst() throws IOException {
        folder = temp.resolve("vault");
        first = seal(Escalations.of("p-1"));
        before = TestVaults.files(folder.resolve(first.location()));
    }

    @Test
    void newMaterialMakesTheNextVersionAndNamesTheOneItSupersedes() throws IOException {
        SealResult.Sealed second = seal(second());
        assertThat(second.packageId()).isEqualTo(first.packageId());
        assertThat(second.location()).isEqualTo(Names.location(first.packageId(), 2));
        assertThat(second.custody().act().version()).isEqualTo(2);
        Path sealed = folder.resolve(second.location());
        assertThat(Files.readString(sealed.resolve("bag-info.txt")))
                .contains("Evidence-Version: 2\n")
                .contains("Supersedes: v1 " + first.custody().act().sha256() + "\n");
        assertThat(TestVaults.files(folder.resolve(first.location()))).containsExactlyEntriesOf(before);
        assertThat(Files.readString(sealed.resolve("data/notices/001/document-notice.txt")))
                .isEqualTo("please remove");
        assertThat(verify().packages()).isEqualTo(2);
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void readingEitherVersionAgainFindsItSealed() {
        SealResult.Sealed second = seal(second());
        SealResult.Sealed firstAgain = seal(Escalations.of("p-1"));
        SealResult.Sealed secondAgain = seal(second());
        assertThat(firstAgain.repeated()).isTrue();
        assertThat(firstAgain.custody()).isEqualTo(first.custody());
        assertThat(secondAgain.repeated()).isTrue();
        assertThat(secondAgain.custody()).isEqualTo(second.custody());
        assertThat(verify().packages()).isEqualTo(2);
    }

    @Test
    void bothVersionsInOneBatchAreSealedInOrder() {
        try (Vault vault = TestVaults.open(folder)) {
            Escalation third = second();
            third.setVersion(3);
            List<SealResult> results = vault.seal(List.of(
                    Escalations.evidence(second()),
                    Escalations.evidence(Escalations.of("p-2")),
                    Escalations.evidence(third),
                    Escalations.evidence(second())));
            assertThat(results)
                    .extracting(result ->
                            ((SealResult.Sealed) result).custody().act().version())
                    .containsExactly(2, 1, 3, 2);
            assertThat(((SealResult.Sealed) results.get(3)).repeated()).isTrue();
        }
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void newMaterialForWhatWasNeverSealedIsRefused() {
        Escalation orphan = Escalations.of("p-9");
        orphan.setVersion(2);
        try (Vault vault = TestVaults.open(folder)) {
            SealResult result = vault.seal(Escalations.evidence(orphan));
            assertThat(result).isInstanceOf(SealResult.Conflict.class);
            assertThat(((SealResult.Conflict) result).detail()).contains("of which no version is sealed");
        }
    }

    @Test
    void documentsAreAddedByHandToWhatIsSealed() throws IOException {
        Supplement supplement = new Supplement(
                first.packageId(),
                List.of(exhibit("n-1", "notice.txt", "please remove")),
                List.of(exhibit("l-1", "../../etc/passwd", "Dear Sir")));
        SealResult.Sealed added;
        try (Vault vault = TestVaults.open(folder)) {
            added = (SealResult.Sealed) vault.supplement(supplement, COUNSEL, "came by post");
            assertThatThrownBy(() -> vault.supplement(supplement, COUNSEL, "again"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("has these documents already, in version 2");
        }
        Path sealed = folder.resolve(added.location());
        assertThat(Files.readString(sealed.resolve("data/notices/001/document-notice.txt")))
                .isEqualTo("please remove");
        assertThat(Files.readString(sealed.resolve("data/correspondence/001/about.json")))
                .contains("../../etc/passwd");
        assertThat(TestVaults.files(sealed).keySet())
                .anyMatch(path -> path.startsWith("data/correspondence/001/document-sha256-"))
                .noneMatch(path -> path.contains("passwd"));
        assertThat(sealed.resolve(PackageContents.ESCALATION))
                .hasBinaryContent(Escalations.bytes(Escalations.of("p-1")));
        assertThat(added.custody().act().action()).isEqualTo(CustodyAction.SEALED);
        assertThat(VaultIndex.show(folder, first.packageId()).events()).anySatisfy(event -> {
            assertThat(event.act().action()).isEqualTo(CustodyAction.ACQUIRED);
            assertThat(event.act().by()).isEqualTo(COUNSEL);
        });
        assertThat(seal(Escalations.of("p-1")).custody()).isEqualTo(first.custody());
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void nothingIsAddedToAPackageThatChanged() throws IOException {
        Path post = folder.resolve(first.location()).resolve("data/post/post.json");
        Files.setPosixFilePermissions(post, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(post, "{}");
        Supplement supplement = new Supplement(first.packageId(), List.of(exhibit("n-1", "n", "x")), List.of());
        try (Vault vault = TestVaults.open(folder)) {
            assertThatThrownBy(() -> vault.supplement(supplement, COUNSEL, "came by post"))
                    .hasMessageContaining("is not as it was sealed");
            assertThatThrownBy(() -> vault.supplement(
                            new Supplement("ab".repeat(20), supplement.notices(), List.of()), COUNSEL, "p"))
                    .hasMessageContaining("is not in the vault");
        }
    }

    @Test
    void versionThatIsTakenAwayOrSwappedIsNamed() throws IOException {
        SealResult.Sealed second = seal(second());
        Path one = folder.resolve(first.location());
        Path two = folder.resolve(second.location());
        Path aside = temp.resolve("aside");
        Files.move(one, aside);
        assertThat(verify().problems())
                .containsExactly(
                        new Problem(Kind.COMPLETENESS, first.location(), "is missing, and custody event 2 names it"));
        Files.move(two, one);
        Files.move(aside, two);
        assertThat(verify().exitCode()).isEqualTo(2);
        assertThat(verify().problems()).extracting(Problem::path).contains(second.location());
    }

    @Test
    void allVersionsOfAPackageAreFoundInItsFolder() {
        SealResult.Sealed second = seal(second());
        Path parent = folder.resolve(first.location()).getParent();
        assertThat(EvidenceFolder.of(parent)).isEqualTo(EvidenceFolder.PACKAGE);
        assertThat(EvidenceFolder.packages(parent))
                .containsExactly(folder.resolve(first.location()), folder.resolve(second.location()));
        assertThat(EvidenceFolder.packages(folder.resolve(first.location())))
                .containsExactly(folder.resolve(first.location()));
    }

    private SealResult.Sealed seal(Escalation escalation) {
        try (Vault vault = TestVaults.open(folder)) {
            return (SealResult.Sealed) vault.seal(Escalations.evidence(escalation));
        }
    }

    private static Escalation second() {
        Escalation escalation = Escalations.of("p-1");
        escalation.setVersion(2);
        escalation.setChange("A notice was received.");
        escalation.setNotices(List.of(exhibit("n-1", "notice.txt", "please remove")));
        return escalation;
    }

    static Exhibit exhibit(String id, String name, String content) {
        return Exhibit.newBuilder()
                .setId(id)
                .setName(name)
                .setMime("text/plain")
                .setAt(TestVaults.NOW)
                .setContent(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private VaultVerification verify() {
        return VaultVerifier.verify(folder, List.of(TestVaults.key(folder).verificationKey()), each -> {});
    }
}
