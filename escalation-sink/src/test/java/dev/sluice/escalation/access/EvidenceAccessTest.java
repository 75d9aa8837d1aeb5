package dev.sluice.escalation.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceAccessTest {
    private static final Actor COUNSEL = new Actor("m.example", Role.LEGAL, "os:mex");
    private static final String POST = "data/post/post.json";

    @TempDir
    Path temp;

    private Path vault;
    private String location;

    @BeforeEach
    void seals() {
        vault = temp.resolve("vault");
        try (Vault open = TestVaults.open(vault)) {
            location = ((SealResult.Sealed) open.seal(Escalations.evidence(Escalations.of("p-1")))).location();
        }
    }

    @Test
    void fileIsShownOnceItsEventIsOnTheDevice() throws IOException {
        byte[] shown;
        try (EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            shown = access.view(access.find(id()), POST, "first assessment");
        }
        assertThat(new String(shown, StandardCharsets.UTF_8)).contains(Escalations.WORDS);
        CustodyEvent event = events().getLast();
        assertThat(event.act().action()).isEqualTo(CustodyAction.VIEWED);
        assertThat(event.act().subject().file()).isEqualTo(POST);
        assertThat(event.act().sha256()).isEqualTo(Sha256.hex(shown));
        assertThat(event.act().by()).isEqualTo(COUNSEL);
        assertThat(event.act().purpose()).isEqualTo("first assessment");
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"APPEND", "SYNC_APPEND"})
    void nothingIsShownWhereTheEventCannotBeWritten(Step failing) throws IOException {
        StepHook full = (step, path) -> {
            if (step == failing) {
                throw new IOException("No space left on device");
            }
        };
        try (EvidenceAccess access = open(COUNSEL, full)) {
            SealedPackage sealed = access.find(id());
            assertThatThrownBy(() -> access.view(sealed, POST, "first assessment"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("nothing was handed out")
                    .hasMessageContaining("No space left on device")
                    .message()
                    .doesNotContain(Escalations.WORDS);
            assertThatThrownBy(() -> access.copy(sealed, temp.resolve("copy"), "for counsel"))
                    .isInstanceOf(VaultException.class);
        }
        assertThat(temp.resolve("copy")).doesNotExist();
    }

    @Test
    void readOnlyVaultShowsNothing() throws IOException {
        Path custody = vault.resolve("custody");
        Files.setPosixFilePermissions(custody.resolve("custody.jsonl"), PosixFilePermissions.fromString("r--r-----"));
        Files.setPosixFilePermissions(custody, PosixFilePermissions.fromString("r-xr-x---"));
        try {
            org.assertj.core.api.Assumptions.assumeThat(Files.isWritable(custody))
                    .as("this account writes where it may not")
                    .isFalse();
            assertThatThrownBy(() -> open(COUNSEL, StepHook.NONE))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("nothing was handed out");
        } finally {
            Files.setPosixFilePermissions(custody, PosixFilePermissions.fromString("rwxr-x---"));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onlyLegalSeesEvidence(Role role) throws IOException {
        try (EvidenceAccess access = open(new Actor("m.example", role, "os:mex"), StepHook.NONE)) {
            SealedPackage sealed = access.find(id());
            if (role == Role.LEGAL) {
                assertThat(access.view(sealed, POST, "p")).isNotEmpty();
            } else {
                assertThatThrownBy(() -> access.view(sealed, POST, "p"))
                        .hasMessageContaining("role '" + role.label() + "' may not see evidence");
                assertThatThrownBy(() -> access.copy(sealed, temp.resolve("copy"), "p"))
                        .hasMessageContaining("may not see evidence");
                assertThat(events()).hasSize(2);
            }
        }
    }

    @Test
    void copyIsThePackageAndIsToldFirst() throws IOException {
        Path copy = temp.resolve("deep/copy");
        List<Boolean> copied = new ArrayList<>();
        StepHook watch = (step, path) -> {
            if (step == Step.APPEND) {
                copied.add(Files.exists(copy));
            }
        };
        try (EvidenceAccess access = open(COUNSEL, watch)) {
            CustodyEvent event = access.copy(access.find(id()), copy, "for counsel");
            assertThat(event.act().to()).isEqualTo(copy.toString());
        }
        assertThat(copied).containsExactly(false);
        assertThat(PackageVerifier.verify(copy, List.of(TestVaults.key(vault).verificationKey()))
                        .ok())
                .isTrue();
        assertThat(events().getLast().act().action()).isEqualTo(CustodyAction.COPIED);
    }

    @Test
    void changedEvidenceIsNeitherShownNorCopied() throws IOException {
        Path post = vault.resolve(location).resolve(POST);
        Files.setPosixFilePermissions(post, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(post, "{}");
        try (EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            SealedPackage sealed = access.find(id());
            assertThatThrownBy(() -> access.view(sealed, POST, "p")).hasMessageContaining("is not as it was sealed");
            assertThatThrownBy(() -> access.copy(sealed, temp.resolve("copy"), "p"))
                    .hasMessageContaining("is not as it was sealed");
        }
        assertThat(events()).hasSize(2);
    }

    @Test
    void fileThatNoListNamesIsNotShown() throws IOException {
        Files.writeString(vault.resolve(location).resolve("planted"), "x");
        try (EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            SealedPackage sealed = access.find(id());
            for (String file : List.of("planted", "../../../custody/custody.jsonl", "data/none", "")) {
                assertThatThrownBy(() -> access.view(sealed, file, "p")).hasMessageContaining("there is no file");
            }
        }
    }

    @Test
    void actWithoutAPurposeIsRefused() throws IOException {
        try (EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            assertThatThrownBy(() -> access.view(access.find(id()), POST, " "))
                    .hasMessageContaining("purpose is blank");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "LEGAL")
    void whoMayNotSeeEvidenceWritesNothingDownAboutIt(Role role) throws IOException {
        try (EvidenceAccess access = open(new Actor("d.example", role, "os:dex"), StepHook.NONE)) {
            SealedPackage sealed = access.find(id());
            assertThatThrownBy(() -> access.record(CustodyAction.TRANSFERRED, sealed, "for court", "court"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("may not see evidence");
        }
        assertThat(events()).hasSize(2);
    }

    @Test
    void copyThatCannotBeFinishedLeavesNothingAndStaysInTheLog() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("out"));
        Path copy = folder.resolve("copy");
        StepHook changes = (step, path) -> {
            if (step == Step.SYNC_APPEND) {
                // A file of it goes between the event and the copy, and the copy stops half way.
                Path post = vault.resolve(location).resolve(POST);
                Files.setPosixFilePermissions(
                        post.resolve("..").normalize(), PosixFilePermissions.fromString("rwxr-x---"));
                Files.delete(post);
            }
        };
        try (EvidenceAccess access = open(COUNSEL, changes)) {
            SealedPackage sealed = access.find(id());
            assertThatThrownBy(() -> access.copy(sealed, copy, "for counsel")).isInstanceOf(VaultException.class);
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(events().getLast().act().action()).isEqualTo(CustodyAction.COPIED);
    }

    @Test
    void everyActUponAPackageThatIsNotTheSinksHasAPlaceInTheLog() throws IOException {
        EnumSet<CustodyAction> acts = EnumSet.complementOf(EnumSet.of(
                CustodyAction.ACQUIRED,
                CustodyAction.SEALED,
                CustodyAction.QUARANTINED,
                CustodyAction.HOLD_RECORDED,
                CustodyAction.ERASURE_RECORDED,
                CustodyAction.REPAIRED));
        try (EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            SealedPackage sealed = access.find(id());
            acts.forEach(act -> access.record(act, sealed, "p", ""));
        }
        assertThat(events()).hasSize(2 + acts.size());
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isTrue();
    }

    @Test
    void peopleLookWhileTheSinkSeals() throws IOException {
        try (Vault sink = TestVaults.open(vault);
                EvidenceAccess access = open(COUNSEL, StepHook.NONE)) {
            for (int i = 0; i < 5; i++) {
                sink.seal(Escalations.evidence(Escalations.of("q-" + i)));
                access.view(access.find(id()), POST, "look " + i);
            }
        }
        assertThat(events()).hasSize(2 + 5 * 3);
        assertThat(VaultVerifier.verify(vault, null, each -> {}).ok()).isTrue();
    }

    @Test
    void textForATerminalCannotCommandIt() {
        assertThat(SafeText.of("a\u001B[2J\r\n\u202Eb\tc".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a?[2J?\n?b\tc");
    }

    private EvidenceAccess open(Actor actor, StepHook hook) {
        return EvidenceAccess.open(vault, FolderStorage.reading(vault), actor, TestVaults.CLOCK, hook);
    }

    private String id() {
        return location.split("/")[2].substring(0, 10);
    }

    private List<CustodyEvent> events() throws IOException {
        List<CustodyEvent> events = new ArrayList<>();
        CustodyReader.read(vault.resolve("custody/custody.jsonl"), (event, offset) -> events.add(event));
        return events;
    }
}
