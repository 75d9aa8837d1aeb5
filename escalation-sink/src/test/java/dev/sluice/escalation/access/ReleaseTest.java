package dev.sluice.escalation.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleaseTest {
    private static final Release MASKED = new Release("for counsel", "dossier a.pdf", null);

    @TempDir
    Path temp;

    private Path vault;
    private Path one;
    private Path two;

    @BeforeEach
    void seals() {
        vault = temp.resolve("vault");
        one = TestVaults.seal(vault, "p-1");
        two = TestVaults.seal(vault, "p-2");
    }

    @Test
    void everyPackageIsInTheLogBeforeAnyCanBeRead() throws IOException {
        try (EvidenceAccess access = open(Role.LEGAL, StepHook.NONE)) {
            List<ReleasedPackage> released = access.release(List.of(find(access, one), find(access, two)), MASKED);
            assertThat(events().stream().skip(4).map(event -> event.act().action()))
                    .containsExactly(
                            CustodyAction.REDACTED,
                            CustodyAction.EXPORTED,
                            CustodyAction.REDACTED,
                            CustodyAction.EXPORTED);
            assertThat(released).hasSize(2).allSatisfy(each -> {
                assertThat(each.event().act().packageId())
                        .isEqualTo(each.sealed().packageId());
                assertThat(each.event().act().to()).isEqualTo("dossier a.pdf");
                assertThat(each.files()).containsKeys("bag-info.txt", "data/post/post.json");
            });
        }
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isTrue();
    }

    @Test
    void reasonOfWhatIsUnmaskedIsAnActOfItsOwn() throws IOException {
        try (EvidenceAccess access = open(Role.LEGAL, StepHook.NONE)) {
            access.release(List.of(find(access, one)), new Release("for counsel", "a.zip", "order of the court"));
        }
        CustodyEvent unmasked = events().get(4);
        assertThat(unmasked.act().action()).isEqualTo(CustodyAction.UNMASKED);
        assertThat(unmasked.act().purpose()).isEqualTo("order of the court");
        assertThat(events().get(5).act().purpose()).isEqualTo("for counsel");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "LEGAL")
    void onlyLegalGetsAnythingOut(Role role) throws IOException {
        try (EvidenceAccess access = open(role, StepHook.NONE)) {
            SealedPackage sealed = find(access, one);
            assertThatThrownBy(() -> access.release(List.of(sealed), MASKED))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("may not see evidence");
        }
        assertThat(events()).hasSize(4);
    }

    @Test
    void oneDamagedPackageKeepsAllOfThemIn() throws IOException {
        Path post = two.resolve("data/post/post.json");
        Files.setPosixFilePermissions(post, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(post, "{}");
        try (EvidenceAccess access = open(Role.LEGAL, StepHook.NONE)) {
            List<SealedPackage> both = List.of(find(access, one), find(access, two));
            assertThatThrownBy(() -> access.release(both, MASKED)).hasMessageContaining("data/post/post.json");
        }
        assertThat(events()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"APPEND", "SYNC_APPEND"})
    void nothingIsReleasedWhereTheEventsCannotBeWritten(Step failing) {
        StepHook full = (step, path) -> {
            if (step == failing) {
                throw new IOException("No space left on device");
            }
        };
        try (EvidenceAccess access = open(Role.LEGAL, full)) {
            SealedPackage sealed = find(access, one);
            assertThatThrownBy(() -> access.release(List.of(sealed), MASKED))
                    .hasMessageContaining("nothing was handed out")
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void packageIsFoundByItsVersionToo() {
        try (EvidenceAccess access = open(Role.LEGAL, StepHook.NONE)) {
            assertThat(access.find(id(one) + "/v1")).isEqualTo(find(access, one));
            assertThatThrownBy(() -> access.find(id(one) + "/v2")).hasMessageContaining("names 0 packages");
            assertThatThrownBy(() -> access.find("/v1")).hasMessageContaining("names 0 packages");
        }
    }

    private EvidenceAccess open(Role role, StepHook hook) {
        Actor actor = new Actor("m.example", role, "os:mex");
        return EvidenceAccess.open(vault, FolderStorage.reading(vault), actor, TestVaults.CLOCK, hook);
    }

    private static SealedPackage find(EvidenceAccess access, Path location) {
        return access.find(id(location));
    }

    private static String id(Path location) {
        return String.valueOf(location.resolve("..").normalize().getFileName());
    }

    private List<CustodyEvent> events() throws IOException {
        List<CustodyEvent> events = new ArrayList<>();
        CustodyReader.read(vault.resolve("custody/custody.jsonl"), (event, offset) -> events.add(event));
        return events;
    }
}
