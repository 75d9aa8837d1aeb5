package dev.sluice.escalation.hold;

import static dev.sluice.escalation.retention.TestCases.DANA;
import static dev.sluice.escalation.retention.TestCases.MIRA;
import static dev.sluice.escalation.retention.TestCases.NOAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.retention.TestCases;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldRegisterTest {
    private static final Period DAY = Period.ofDays(1);
    private static final String WHY = "letter of claim";

    @TempDir
    Path temp;

    private TestCases cases;
    private String first;
    private String second;

    @BeforeEach
    void seal() throws IOException {
        cases = new TestCases(temp);
        first = cases.seal("p-1", "m-7");
        second = cases.seal("p-2", "m-8");
    }

    @Test
    void aHoldKeepsFromTheMomentItIsProposed() throws IOException {
        Hold hold = place(litigation(new HoldScope.Author("m-7")));
        assertThat(hold.state(TestCases.after(DAY).instant())).isEqualTo(HoldState.PROPOSED);
        assertThat(held(first)).isTrue();
        assertThat(held(second)).isFalse();
        assertThat(custody()).contains("HOLD_RECORDED", "HOLD_ON");
    }

    @Test
    void itGoesFromProposedToReleased() throws IOException {
        Hold hold = place(litigation(packages(first)));
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThat(mira.activate(hold.id(), WHY).state(now(DAY))).isEqualTo(HoldState.ACTIVE);
            assertThat(mira.holds().find(hold.id()).state(now(Period.ofDays(100))))
                    .isEqualTo(HoldState.REVIEW_DUE);
        }
        try (HoldRegister later = open(MIRA, Period.ofDays(100))) {
            Hold reviewed = later.review(hold.id(), null, "trial in March");
            assertThat(reviewed.state(now(Period.ofDays(100)))).isEqualTo(HoldState.ACTIVE);
            assertThat(later.proposeRelease(hold.id(), "settled").stands()).isTrue();
            assertThat(held(first)).isTrue();
        }
        try (HoldRegister noah = open(NOAH, Period.ofDays(101))) {
            assertThat(noah.release(hold.id(), "settled").state(now(Period.ofDays(101))))
                    .isEqualTo(HoldState.RELEASED);
        }
        assertThat(held(first)).isFalse();
        assertThat(custody()).contains("HOLD_OFF");
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void nobodyReleasesAlone() {
        Hold hold = place(litigation(packages(first)));
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThatThrownBy(() -> mira.release(hold.id(), "settled"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("nobody has proposed to release it");
            var unused = mira.proposeRelease(hold.id(), "settled");
            assertThatThrownBy(() -> mira.release(hold.id(), "settled"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("mira.example proposed to release it; allowed: approval by somebody else");
        }
        Actor alias = new Actor(" Mira.Example", Role.DATA_PROTECTION, "os:other");
        try (HoldRegister mira = open(alias, DAY)) {
            assertThatThrownBy(() -> mira.release(hold.id(), "settled")).hasMessageContaining("somebody else");
        }
        assertThat(held(first)).isTrue();
    }

    @Test
    void aProposalThatWasTakenBackReleasesNothing() {
        Hold hold = place(litigation(packages(first)));
        try (HoldRegister mira = open(MIRA, DAY)) {
            var unused = mira.proposeRelease(hold.id(), "settled");
            unused = mira.withdrawRelease(hold.id(), "not settled");
        }
        try (HoldRegister noah = open(NOAH, DAY)) {
            assertThatThrownBy(() -> noah.release(hold.id(), "settled")).hasMessageContaining("nobody has proposed");
        }
    }

    @Test
    void aReleasedHoldIsNotTouchedAgainAndMayBePlacedAnew() {
        Hold hold = place(litigation(packages(first)));
        release(hold, DAY);
        try (HoldRegister noah = open(NOAH, DAY)) {
            assertThatThrownBy(() -> noah.release(hold.id(), "again"))
                    .hasMessageContaining("was released by noah.example at ");
            assertThatThrownBy(() -> noah.review(hold.id(), null, "again")).hasMessageContaining("was released by");
        }
        Hold again = place(litigation(packages(first)));
        assertThat(again.id()).isNotEqualTo(hold.id());
        assertThat(held(first)).isTrue();
    }

    @Test
    void theSameHoldTwiceIsOne() {
        Hold hold = place(litigation(packages(first)));
        assertThat(place(litigation(packages(first)))).isEqualTo(hold);
    }

    @Test
    void evidenceUnderTwoHoldsStaysHeldUntilTheLastIsReleased() {
        Hold one = place(litigation(packages(first)));
        Hold two = place(new HoldOrder(HoldKind.REGULATOR, new HoldScope.Author("m-7"), "inquiry", "R-1"));
        release(one, DAY);
        assertThat(held(first)).isTrue();
        release(two, DAY);
        assertThat(held(first)).isFalse();
    }

    @Test
    void aPreservationRequestEndsAfterNinetyDaysAndIsRenewed() {
        Hold hold = place(new HoldOrder(HoldKind.PRESERVATION_REQUEST, packages(first), "18 USC 2703(f)", "12-A"));
        assertThat(hold.expiresAt()).isEqualTo(now(DAY.plusDays(90)));
        assertThat(hold.reviewAt()).isEqualTo(now(DAY.plusDays(76)));
        assertThat(hold.state(now(DAY.plusDays(90))))
                .as("the clock releases nothing")
                .isEqualTo(HoldState.REVIEW_DUE);
        try (HoldRegister mira = open(MIRA, Period.ofDays(80))) {
            Hold renewed = mira.renew(hold.id(), "request 12-B");
            assertThat(renewed.renewals()).isEqualTo(1);
            assertThat(renewed.expiresAt()).isEqualTo(now(DAY.plusDays(180)));
        }
        try (HoldRegister mira = open(MIRA, Period.ofDays(400))) {
            Hold late = mira.renew(hold.id(), "request 12-C");
            assertThat(late.expiresAt()).as("from now, for it had lapsed").isEqualTo(now(Period.ofDays(490)));
            assertThat(late.renewals()).isEqualTo(2);
        }
        assertThat(held(first)).isTrue();
    }

    @Test
    void otherKindsHaveNothingToRenew() {
        Hold hold = place(litigation(packages(first)));
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThatThrownBy(() -> mira.renew(hold.id(), "again"))
                    .hasMessageContaining("is of kind litigation, which has no term; allowed: preservation-request");
        }
    }

    @Test
    void aHoldOnWhatIsNotThereIsRefused() {
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThatThrownBy(() -> mira.place(litigation(packages("ab".repeat(20))), null, WHY))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("package " + "ab".repeat(20) + " is not in vault");
            assertThatThrownBy(() -> mira.place(litigation(new HoldScope.OneCase("p-9")), null, WHY))
                    .hasMessageContaining("no evidence of the case is in vault");
            assertThatThrownBy(() -> mira.review("ffff", null, WHY)).hasMessageContaining("names 0 holds");
            assertThat(mira.holds().all()).isEmpty();
        }
    }

    @Test
    void whatComesLaterIsCoveredAndMarkedAtTheNextReview() throws IOException {
        Hold hold = place(litigation(new HoldScope.Author("m-7")));
        String third = cases.seal("p-3", "m-7");
        assertThat(held(third)).isFalse();
        try (HoldRegister mira = open(MIRA, DAY)) {
            var unused = mira.review(hold.id(), null, "still needed");
        }
        assertThat(held(third)).isTrue();
    }

    @Test
    void rolesThatMayNotAreRefused() {
        for (Role role : List.of(Role.AUDITOR, Role.REVIEWER, Role.SCORER, Role.SINK)) {
            assertThatThrownBy(() -> open(new Actor("x", role, "os:x"), DAY))
                    .hasMessageContaining("role '" + role.label() + "' may not touch holds");
        }
        open(DANA, DAY).close();
    }

    @Test
    void reviewDatesAreBounded() {
        try (HoldRegister mira = open(MIRA, DAY)) {
            for (Period date : List.of(DAY, Period.ofDays(500))) {
                assertThatThrownBy(() -> mira.place(litigation(packages(first)), now(date), WHY))
                        .hasMessageContaining("review date ");
            }
        }
    }

    @Test
    void aClockThatIsBehindPlacesHoldsAndReleasesNone() {
        Hold hold = place(litigation(packages(first)));
        try (HoldRegister mira = open(MIRA, DAY)) {
            var unused = mira.proposeRelease(hold.id(), "settled");
        }
        try (HoldRegister noah = open(NOAH, Period.ofDays(-30))) {
            assertThatThrownBy(() -> noah.release(hold.id(), "settled"))
                    .hasMessageContaining("this machine's clock says ");
            Hold other = noah.place(litigation(packages(second)), null, WHY);
            assertThat(other.stands()).isTrue();
            Hold reviewed = noah.activate(hold.id(), WHY);
            assertThat(reviewed.activatedAt())
                    .as("never before the entry before it")
                    .isEqualTo(now(DAY));
        }
        assertThat(held(first)).isTrue();
    }

    @Test
    void anEntryThatWasChangedOrRemovedStopsEverything() throws IOException {
        Hold hold = place(litigation(packages(first)));
        Path entry = cases.vault().resolve("journal/holds/" + hold.id() + "/000001.json");
        byte[] text = Files.readAllBytes(entry);
        Files.delete(entry);
        assertThatThrownBy(() -> Holds.read(cases.vault())).hasMessageContaining("000001.json, which custody event");
        Files.writeString(entry, new String(text, java.nio.charset.StandardCharsets.UTF_8).replace("m-7", "m-8") + " ");
        assertThatThrownBy(() -> Holds.read(cases.vault())).hasMessageContaining("was changed");
    }

    @Test
    void anEntryThatSomebodyPutThereCountsForNothing() throws IOException {
        Hold hold = place(litigation(packages(first)));
        Path folder = cases.vault().resolve("journal/holds/" + hold.id());
        Files.writeString(folder.resolve("000002.json"), "{\"event\":\"RELEASED\"}");
        assertThat(Holds.read(cases.vault()).find(hold.id()).stands()).isTrue();
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThat(mira.activate(hold.id(), WHY).stands()).isTrue();
        }
    }

    @Test
    void aCrashAtAnyStepOfPlacingIsMadeGood() throws IOException {
        for (int at = 1; ; at++) {
            TestCases other = new TestCases(temp.resolve("crash-" + at));
            String id = other.seal("p-1", "m-7");
            int[] left = {at};
            StepHook crash = (step, path) -> {
                if (--left[0] == 0) {
                    throw new IOException("power cut at " + step);
                }
            };
            boolean crashed = false;
            try (HoldRegister mira = open(other, MIRA, DAY, crash)) {
                var unused = mira.place(litigation(packages(id)), null, WHY);
            } catch (VaultException e) {
                crashed = true;
            }
            try (HoldRegister mira = open(other, MIRA, DAY, StepHook.NONE)) {
                Hold hold = mira.place(litigation(packages(id)), null, WHY);
                assertThat(mira.holds().all()).containsExactly(hold);
            }
            try (EvidenceStorage storage = other.storage()) {
                assertThat(storage.held("packages/" + id.substring(0, 2) + "/" + id + "/v1"))
                        .isTrue();
            }
            if (!crashed) {
                assertThat(at).as("steps").isGreaterThan(6);
                return;
            }
        }
    }

    @Test
    void aCrashAtAnyStepOfReleasingIsMadeGood() throws IOException {
        for (int at = 1; ; at++) {
            TestCases other = new TestCases(temp.resolve("crash-" + at));
            String id = other.seal("p-1", "m-7");
            String hold;
            try (HoldRegister mira = open(other, MIRA, DAY, StepHook.NONE)) {
                hold = mira.place(litigation(packages(id)), null, WHY).id();
                var unused = mira.proposeRelease(hold, "settled");
            }
            int[] left = {at};
            StepHook crash = (step, path) -> {
                if (--left[0] == 0) {
                    throw new IOException("power cut at " + step);
                }
            };
            boolean crashed = false;
            try (HoldRegister noah = open(other, NOAH, DAY, crash)) {
                var unused = noah.release(hold, "settled");
            } catch (VaultException e) {
                crashed = true;
            }
            try (HoldRegister noah = open(other, NOAH, DAY, StepHook.NONE)) {
                if (noah.holds().find(hold).stands()) {
                    var unused = noah.release(hold, "settled");
                }
                var unused = noah.apply("settled");
            }
            try (EvidenceStorage storage = other.storage()) {
                assertThat(storage.held("packages/" + id.substring(0, 2) + "/" + id + "/v1"))
                        .isFalse();
            }
            if (!crashed) {
                return;
            }
        }
    }

    @Test
    void aFullDiskOrAReadOnlyVaultDecidesNothing() {
        StepHook full = (step, path) -> {
            if (step == Step.WRITE_FILE || step == Step.APPEND) {
                throw new IOException("No space left on device");
            }
        };
        try (HoldRegister mira = open(cases, MIRA, DAY, full)) {
            assertThatThrownBy(() -> mira.place(litigation(packages(first)), null, WHY))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("cannot be changed")
                    .hasMessageContaining("No space left on device");
        }
        try (HoldRegister mira = open(MIRA, DAY)) {
            assertThat(mira.holds().all()).isEmpty();
        }
    }

    private Hold place(HoldOrder order) {
        try (HoldRegister mira = open(MIRA, DAY)) {
            return mira.place(order, null, WHY);
        }
    }

    private void release(Hold hold, Period at) {
        try (HoldRegister mira = open(MIRA, at)) {
            var unused = mira.proposeRelease(hold.id(), "settled");
        }
        try (HoldRegister noah = open(NOAH, at)) {
            var unused = noah.release(hold.id(), "settled");
        }
    }

    private HoldRegister open(Actor actor, Period at) {
        return open(cases, actor, at, StepHook.NONE);
    }

    private static HoldRegister open(TestCases of, Actor actor, Period at, StepHook hook) {
        try {
            Clock clock = TestCases.after(at);
            return HoldRegister.open(of.vault(), of.storage(hook), actor, clock, hook);
        } catch (IOException e) {
            throw new VaultException("storage failed", e);
        }
    }

    private static HoldOrder litigation(HoldScope scope) {
        return new HoldOrder(HoldKind.LITIGATION, scope, WHY, "LC-1");
    }

    private static HoldScope packages(String id) {
        return new HoldScope.Packages(new TreeSet<>(List.of(id)));
    }

    private boolean held(String id) {
        try (EvidenceStorage storage = cases.storage()) {
            return storage.held("packages/" + id.substring(0, 2) + "/" + id + "/v1");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String custody() throws IOException {
        return Files.readString(cases.vault().resolve("custody/custody.jsonl"));
    }

    private VaultVerification verify() throws IOException {
        try (EvidenceStorage storage = cases.storage()) {
            return VaultVerifier.verify(cases.vault(), storage, null, each -> {});
        }
    }

    private static Instant now(Period at) {
        return TestCases.after(at).instant();
    }
}
