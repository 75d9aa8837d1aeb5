package dev.sluice.escalation.retention;

import static dev.sluice.escalation.retention.TestCases.DANA;
import static dev.sluice.escalation.retention.TestCases.MIRA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.hold.HoldKind;
import dev.sluice.escalation.hold.HoldOrder;
import dev.sluice.escalation.hold.HoldRegister;
import dev.sluice.escalation.hold.HoldScope;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.retention.Disposal.Result;
import dev.sluice.escalation.retention.RetentionSchedule.OnErasure;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.Escalation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
    private static final Period FOUR_YEARS = Period.ofYears(4);

    @TempDir
    Path temp;

    private TestCases cases;
    private String old;
    private String other;
    private final Map<String, Object> seen = new TreeMap<>();

    @BeforeEach
    void seal() throws IOException {
        cases = new TestCases(temp);
        old = cases.seal("p-1", "m-7");
        Escalation threat = Escalations.of("p-2");
        threat.setLegalCategory("THREAT_TO_LIFE");
        other = cases.seal(threat);
    }

    @Test
    void whatIsPastItsTimeGoesAndItsLeafAndHistoryStay() throws IOException {
        run(FOUR_YEARS);
        assertThat(seen.get(old)).isEqualTo(Result.DELETED);
        assertThat(seen.get(other)).isInstanceOf(Verdict.NotDue.class);
        assertThat(folder(old)).doesNotExist();
        assertThat(folder(other)).exists();
        VaultVerification verified = verify();
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.notes()).anyMatch(note -> note.contains(old) && note.contains("was deleted by custody"));
        assertThat(custody()).contains("KEY_SHREDDED", "DELETED", "retention schedule test 1.0.0 (sha256 00…)");
    }

    @Test
    void aDryRunSaysTheSameAndWritesNothing() throws IOException {
        String before = custody();
        try (EvidenceStorage storage = cases.storage()) {
            expiry(storage, FOUR_YEARS, StepHook.NONE).preview(listener());
        }
        assertThat(seen.get(old)).isEqualTo(Result.DELETED);
        assertThat(seen.get(other)).isInstanceOf(Verdict.NotDue.class);
        assertThat(custody()).isEqualTo(before);
        assertThat(folder(old)).exists();
    }

    @Test
    void timeCountsFromTheSealingOfTheLatestVersionToTheDay() {
        run(Period.ofYears(3).minusDays(1));
        assertThat(seen.get(old)).isInstanceOf(Verdict.NotDue.class);
        run(Period.ofYears(3));
        assertThat(seen.get(old)).isEqualTo(Result.DELETED);
    }

    @Test
    void theLaterOfTheScheduleAndOfWhatTheEvidenceSaysOfItselfCounts() throws IOException {
        String longer = cases.seal(keptFor("p-3", "P5Y"));
        String shorter = cases.seal(keptFor("p-4", "P6M"));
        run(Period.ofYears(3).minusDays(1));
        assertThat(seen.get(longer)).isInstanceOf(Verdict.NotDue.class);
        assertThat(seen.get(shorter)).isInstanceOf(Verdict.NotDue.class);
        run(Period.ofYears(5).minusDays(1));
        assertThat(seen.get(shorter)).isEqualTo(Result.DELETED);
        assertThat(seen.get(longer))
                .isInstanceOfSatisfying(
                        Verdict.NotDue.class,
                        due -> assertThat(due.dueAt())
                                .isEqualTo(TestCases.after(Period.ofYears(5)).instant()));
        run(Period.ofYears(5));
        assertThat(seen.get(longer)).isEqualTo(Result.DELETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"six years", "P-1Y", "P101Y", "P999999999Y", ""})
    void evidenceWhoseOwnRetentionNobodyCanReadStays(String retention) throws IOException {
        String odd = cases.seal(keptFor("p-3", retention));
        run(Period.ofYears(200));
        assertThat(seen.get(odd)).isInstanceOf(Verdict.Unreadable.class);
        assertThat(folder(odd)).exists();
    }

    private static Escalation keptFor(String id, String retention) {
        Escalation escalation = Escalations.of(id);
        escalation.setRetention(retention);
        return escalation;
    }

    @Test
    void whatIsOnHoldStays() throws IOException {
        HoldOrder order = new HoldOrder(HoldKind.LITIGATION, new HoldScope.Author("m-7"), "claim", "");
        Clock later = TestCases.after(Period.ofDays(1));
        try (HoldRegister holds = HoldRegister.open(cases.vault(), cases.storage(), MIRA, later, StepHook.NONE)) {
            var unused = holds.place(order, null, "claim received");
        }
        run(FOUR_YEARS);
        assertThat(seen.get(old)).isInstanceOf(Verdict.Held.class);
        assertThat(folder(old)).exists();
    }

    @Test
    void aHoldThatOnlyTheStorageKnowsIsNotOutwitted() throws IOException {
        try (EvidenceStorage storage = cases.storage()) {
            storage.hold(location(old), true);
        }
        run(FOUR_YEARS);
        assertThat(seen.get(old)).isEqualTo(Result.HELD);
        try (EvidenceStorage storage = cases.storage()) {
            assertThat(storage.read(location(old), "bagit.txt", 100)).isNotEmpty();
        }
        assertThat(custody()).doesNotContain("KEY_SHREDDED", "DELETED");
    }

    @Test
    void whatNobodyCanReadStays() throws IOException {
        Path keys = temp.resolve("cases");
        Files.move(keys, temp.resolve("lost"));
        run(FOUR_YEARS);
        assertThat(seen.get(old)).isInstanceOf(Verdict.Unreadable.class);
        assertThat(((Verdict.Unreadable) seen.get(old)).why()).contains("is lost");
        assertThat(folder(old)).exists();
    }

    @Test
    void aDeletedPackageDoesNotComeBackWhenItsEscalationIsReadAgain() throws IOException {
        run(FOUR_YEARS);
        Escalation again = Escalations.of("p-1");
        again.getPost().setAuthor("m-7");
        assertThat(cases.seal(again)).isEqualTo(old);
        assertThat(folder(old)).doesNotExist();
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void newMaterialAfterDeletionIsKeptUnderANewKey() throws IOException {
        run(FOUR_YEARS);
        Escalation next = Escalations.of("p-1");
        next.setVersion(2);
        next.setSummary("A notice came.");
        assertThat(cases.seal(next)).isEqualTo(old);
        try (EvidenceStorage storage = cases.storage()) {
            assertThat(storage.read("packages/" + old.substring(0, 2) + "/" + old + "/v2", "bagit.txt", 100))
                    .isNotEmpty();
        }
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void aDocumentForWhatWasDeletedIsRefusedAndOneThatWentWithItIsKnown() throws IOException {
        assertThat(cases.add("s-1", "p-1")).isInstanceOf(SealResult.Sealed.class);
        run(FOUR_YEARS);
        assertThat(seen.get(old)).isEqualTo(Result.DELETED);
        assertThat(cases.add("s-2", "p-1"))
                .isInstanceOfSatisfying(
                        SealResult.Barred.class,
                        barred -> assertThat(barred.detail()).isEqualTo("names a case that was deleted or erased"));
        assertThat(cases.add("s-1", "p-1"))
                .isInstanceOfSatisfying(
                        SealResult.Sealed.class,
                        known -> assertThat(known.repeated()).isTrue());
        assertThat(folder(old).resolveSibling("v2")).doesNotExist();
        assertThat(folder(old).resolveSibling("v3")).doesNotExist();
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void newMaterialAfterDeletionDoesWithoutTheDocumentsThatWentAndTakesNewOnes() throws IOException {
        assertThat(cases.add("s-1", "p-1")).isInstanceOf(SealResult.Sealed.class);
        run(FOUR_YEARS);
        Escalation next = Escalations.of("p-1");
        next.setVersion(2);
        next.setSummary("A notice came.");
        assertThat(cases.seal(next)).isEqualTo(old);
        assertThat(cases.add("s-2", "p-1"))
                .isInstanceOfSatisfying(
                        SealResult.Sealed.class,
                        added -> assertThat(added.custody().act().version()).isEqualTo(4));
        try (EvidenceStorage storage = cases.storage()) {
            assertThat(storage.files("packages/" + old.substring(0, 2) + "/" + old + "/v4"))
                    .anyMatch(file -> file.contains("supplement-s-2"))
                    .noneMatch(file -> file.contains("supplement-s-1"));
        }
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void aDocumentIsAnsweredWhereverACrashHasLeftADeletion() throws IOException {
        for (int at = 1; ; at++) {
            cases = new TestCases(temp.resolve("crash-" + at));
            old = cases.seal("p-1", "m-7");
            int[] left = {at};
            StepHook crash = (step, path) -> {
                if (--left[0] == 0) {
                    throw new IOException("power cut at " + step);
                }
            };
            boolean crashed = false;
            try (EvidenceStorage storage = cases.storage(crash)) {
                expiry(storage, FOUR_YEARS, crash).run(DANA, "monthly", true, listener());
            } catch (VaultException e) {
                crashed = true;
            }
            boolean begun = custody().contains("KEY_SHREDDED");
            assertThat(cases.add("s-1", "p-1"))
                    .as("after a crash at step %d", at)
                    .isInstanceOf(begun ? SealResult.Barred.class : SealResult.Sealed.class);
            if (!crashed) {
                assertThat(begun).isTrue();
                return;
            }
        }
    }

    @Test
    void aCrashAtAnyStepIsMadeGood() throws IOException {
        for (int at = 1; ; at++) {
            cases = new TestCases(temp.resolve("crash-" + at));
            old = cases.seal("p-1", "m-7");
            int[] left = {at};
            StepHook crash = (step, path) -> {
                if (--left[0] == 0) {
                    throw new IOException("power cut at " + step);
                }
            };
            boolean crashed = false;
            try (EvidenceStorage storage = cases.storage(crash)) {
                expiry(storage, FOUR_YEARS, crash).run(DANA, "monthly", true, listener());
            } catch (VaultException e) {
                crashed = true;
                assertThat(e).hasMessageContaining("power cut");
            }
            run(FOUR_YEARS);
            assertThat(folder(old)).as("after a crash at step %d", at).doesNotExist();
            assertThat(cases.vault().resolve("staging")).isEmptyDirectory();
            assertThat(verify().exitCode()).isZero();
            assertThat(custody().split("\"DELETED\"", -1)).as("one event").hasSize(2);
            if (!crashed) {
                assertThat(at).isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    void aClockThatCannotBeRightDeletesNothing() throws IOException {
        try (EvidenceStorage storage = cases.storage()) {
            assertThatThrownBy(() -> expiry(storage, FOUR_YEARS, StepHook.NONE).run(DANA, "monthly", false, listener()))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("or this machine's clock is ahead; allowed: ");
            assertThatThrownBy(() ->
                            expiry(storage, Period.ofYears(-1), StepHook.NONE).run(DANA, "monthly", true, listener()))
                    .hasMessageContaining("this machine's clock says ");
        }
        assertThat(seen).isEmpty();
        assertThat(folder(old)).exists();
    }

    @Test
    void rolesThatMayNotAreRefused() throws IOException {
        try (EvidenceStorage storage = cases.storage()) {
            Actor auditor = new Actor("x", Role.AUDITOR, "os:x");
            assertThatThrownBy(() -> expiry(storage, FOUR_YEARS, StepHook.NONE).run(auditor, "p", true, listener()))
                    .hasMessageContaining("role 'auditor' may not delete evidence");
        }
    }

    @Test
    void aVaultWithoutCaseKeysDeletesFiles() throws IOException {
        TestCases plain = new TestCases(temp.resolve("plain"));
        dev.sluice.escalation.vault.TestVaults.seal(plain.vault(), "p-1");
        try (EvidenceStorage storage = FolderStorage.open(plain.vault(), new DurableFiles(StepHook.NONE))) {
            new Expiry(
                            plain.vault(),
                            storage,
                            TestCases.schedule(OnErasure.KEEP),
                            TestCases.after(FOUR_YEARS),
                            StepHook.NONE)
                    .run(DANA, "monthly", true, listener());
        }
        assertThat(seen.values()).contains(Result.DELETED);
        assertThat(VaultVerifier.verify(plain.vault(), null, each -> {}).exitCode())
                .isZero();
        assertThat(Files.readString(plain.vault().resolve("custody/custody.jsonl")))
                .doesNotContain("KEY_SHREDDED");
    }

    private void run(Period after) {
        try (EvidenceStorage storage = cases.storage()) {
            expiry(storage, after, StepHook.NONE).run(DANA, "monthly", true, listener());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Expiry expiry(EvidenceStorage storage, Period after, StepHook hook) {
        return new Expiry(cases.vault(), storage, TestCases.schedule(OnErasure.KEEP), TestCases.after(after), hook);
    }

    private Expiry.Listener listener() {
        return new Expiry.Listener() {
            @Override
            public void kept(CaseFacts facts, Verdict.Keep verdict) {
                seen.put(facts.packageId(), verdict);
            }

            @Override
            public void disposed(CaseFacts facts, Result result) {
                seen.put(facts.packageId(), result);
            }
        };
    }

    private VaultVerification verify() throws IOException {
        try (EvidenceStorage storage = cases.storage()) {
            return VaultVerifier.verify(cases.vault(), storage, null, each -> {});
        }
    }

    private String custody() throws IOException {
        return Files.readString(cases.vault().resolve("custody/custody.jsonl"));
    }

    private Path folder(String id) {
        return cases.vault().resolve(location(id));
    }

    private static String location(String id) {
        return "packages/" + id.substring(0, 2) + "/" + id + "/v1";
    }
}
