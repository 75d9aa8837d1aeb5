package dev.sluice.topology.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.topology.health.PolicyHealth.Result;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** What may come into force, and when. */
class PolicyLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(10);

    private final Signers people = new Signers("ada", "bob", "eve");
    private final PoliciesInForce inForce =
            PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("folder", Signers.text("1.0.0", "0.5")))));
    private final PolicyLedger ledger = new PolicyLedger(
            new ReleaseVerifier(people.approvers(), notices(), text -> {
                throw new AssertionError("no example has a text");
            }),
            inForce,
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static Notices notices() {
        try {
            return Notices.load(
                    Path.of(PolicyLedgerTest.class.getResource("/flow").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private PolicyRelease good(String version) {
        return people.signed(Signers.release(Signers.text(version, "0.9"), SOON), "bob", "eve");
    }

    private String versionAt(Instant at) {
        return inForce.at(at).forCommunity("garden").version();
    }

    private Ruling decided(Instant at, float hate) {
        Facts facts = new Facts(
                "p",
                "a",
                new Risk(0f, 0f, 0f, 0f, hate, 0f),
                Context.newBuilder().build(),
                "garden",
                "en",
                true,
                "post",
                false,
                false,
                1,
                List.of(),
                List.of());
        return inForce.at(at).forCommunity("garden").decide(facts);
    }

    private void refused(PolicyRelease release, String why) {
        refused(release, NOW, why);
    }

    private void refused(PolicyRelease release, Instant publishedAt, String why) {
        assertThatThrownBy(() -> ledger.accept(release, publishedAt))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining(why);
        assertThat(versionAt(SOON.plusSeconds(60)))
                .as("the last good one stays")
                .isEqualTo("1.0.0");
    }

    @Test
    void aGoodReleaseHoldsFromItsInstantOn() {
        assertThat(ledger.accept(good("1.1.0"), NOW)).isEqualTo(Result.ACCEPTED);
        assertThat(versionAt(SOON.minusMillis(1))).isEqualTo("1.0.0");
        assertThat(versionAt(SOON)).isEqualTo("1.1.0");
        assertThat(ledger.accept(good("1.1.0"), NOW)).isEqualTo(Result.KNOWN);
    }

    @Test
    void oneSignatureIsNotEnough() {
        refused(
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "bob"),
                "there are 1 approvals; allowed: at least 2, by different people");
        refused(
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON)),
                "there are 0 approvals; allowed: at least 2");
    }

    @Test
    void theAuthorDoesNotCount() {
        refused(
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "ada", "bob"),
                "approver ada is the author; allowed: other people than the author");
    }

    @Test
    void nobodyCountsTwice() {
        refused(
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "bob", "bob"),
                "approver bob is there twice; allowed: different people");
    }

    @Test
    void aForgedSignatureIsRefused() {
        PolicyRelease forged = good("1.1.0");
        forged.getApprovals().get(1).setSignature(ByteBuffer.wrap(new byte[64]));
        refused(forged, "the signature of eve is not over this release");
        PolicyRelease short64 = good("1.1.0");
        short64.getApprovals().get(0).setSignature(ByteBuffer.wrap(new byte[3]));
        refused(short64, "the signature of bob is not over this release");
    }

    @Test
    void aSignatureOverAnotherTextIsRefused() {
        PolicyRelease other = Signers.release(Signers.text("1.1.0", "0.8"), SOON);
        other.setApprovals(good("1.1.0").getApprovals());
        refused(other, "is not over this release");
    }

    @Test
    void theSignaturesOfAReleaseDoNotServeAStopNorAnotherAuthor() {
        PolicyRelease moved = good("1.1.0");
        moved.setAuthor("carol");
        refused(moved, "is not over this release");
        PolicyRelease stop = Signers.stop("1.1.0", SOON, "hate");
        stop.setApprovals(good("1.1.0").getApprovals());
        refused(stop, "is not over this release");
    }

    @Test
    void peopleWhoAreNotListedAndKeysOfOthersAreRefused() {
        Signers strangers = new Signers("mallory", "bob");
        refused(
                strangers.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "mallory"),
                "an approver is not among those of approvers.yaml");
        refused(
                strangers.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "bob"),
                "the approval of bob is by another key");
    }

    @Test
    void aTextThatIsNotTheOneHashedIsRefused() {
        PolicyRelease release = good("1.1.0");
        release.setText(Signers.text("1.1.0", "0.1"));
        refused(release, "sha256 is not that of the text");
    }

    @Test
    void aTextOfAnotherVersionIsRefused() {
        PolicyRelease release = Signers.release(Signers.text("1.1.0", "0.9"), SOON);
        release.setVersion("1.2.0");
        refused(people.signed(release, "bob", "eve"), "the text is of policy test 1.1.0");
    }

    @Test
    void aBrokenTextIsRefused() {
        PolicyRelease release = Signers.release(Signers.text("1.1.0", "0.9"), SOON);
        release.setText(release.getText().replace("risk.hate", "risk.hat"));
        refused(people.signed(release, "bob", "eve"), "the text is no policy: test@1.1.0:11:11: key 'when'");
    }

    @Test
    void aBrokenExampleIsRefused() {
        PolicyRelease release = Signers.release(
                Signers.text("1.1.0", "0.9").replace("{hate: 0.95}, outcome: review", "{hate: 0.5}, outcome: review"),
                SOON);
        refused(
                people.signed(release, "bob", "eve"),
                "test@1.1.0:13: example of rule 'hate' expects review; reached allow");
    }

    @Test
    void aQueueThatNobodyWorksOnIsRefused() {
        CaseworkRules casework = CaseworkRules.parse(
                "casework.yaml",
                "version: \"1.0.0\"\nqueues: [general, lead, appeals, notices, trusted-flaggers, qa, flags]\n");
        ReleaseVerifier verifier = new ReleaseVerifier(people.approvers(), notices(), text -> null, casework);
        assertThatThrownBy(() -> verifier.release(good("1.1.0"), NOW))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("rule 'hate' names queue 'q', which casework.yaml does not list");
    }

    @Test
    void aNoticeThatIsNotThereIsRefused() {
        PolicyRelease release = Signers.release(
                Signers.text("1.1.0", "0.9")
                        .replace("{outcome: review, queue: q, deadline: PT1H}", "{outcome: limit, notice: nothing}")
                        .replace("outcome: review", "outcome: limit"),
                SOON);
        refused(people.signed(release, "bob", "eve"), "notice 'nothing' of rule 'hate' is unknown");
    }

    @Test
    void anOlderVersionIsRefusedAlsoWhereItWasGoodOnce() {
        PolicyRelease older = good("1.1.0");
        ledger.accept(good("1.2.0"), NOW);
        assertThatThrownBy(() -> ledger.accept(older, NOW))
                .hasMessage(
                        "version 1.1.0 of policy test is not above 1.2.0, which was released before; allowed: a higher"
                                + " one");
        assertThat(versionAt(SOON)).isEqualTo("1.2.0");
    }

    @Test
    void anInstantBeforePublicationIsRefused() {
        refused(good("1.1.0"), SOON.plusMillis(1), "effectiveAt is 2026-03-01T12:00:10Z, published at");
        refused(
                people.signed(
                        Signers.release(Signers.text("1.1.0", "0.9"), NOW.plus(Duration.ofDays(31))), "bob", "eve"),
                "allowed: from then on, at most PT720H later");
    }

    @Test
    void aVersionDoesNotOvertakeTheOneBefore() {
        PolicyRelease later =
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON.plusSeconds(60)), "bob", "eve");
        ledger.accept(later, NOW);
        assertThatThrownBy(() -> ledger.accept(good("1.2.0"), NOW))
                .hasMessageContaining("effectiveAt is 2026-03-01T12:00:10Z, before that of version 1.1.0");
    }

    @Test
    void aReleaseThatIsReadTooLateIsTakenOverAndSaysSo() {
        PolicyRelease past =
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), NOW.minusSeconds(1)), "bob", "eve");
        assertThat(ledger.accept(past, NOW.minusSeconds(5))).isEqualTo(Result.LATE);
        assertThat(versionAt(NOW)).isEqualTo("1.1.0");
    }

    @Test
    void aPackThatDoesNotGoWithTheOthersIsRefused() {
        String text = Signers.text("1.0.0", "0.9").replace("policy: test", "policy: rival");
        refused(
                people.signed(Signers.release(text, SOON), "bob", "eve"),
                "it does not go with the other policies: community '*' is covered by");
    }

    @Test
    void aPackOfANewCommunityMayBeReleased() {
        String text = Signers.text("1.0.0", "0.9")
                .replace("policy: test", "policy: orchard")
                .replace("\"*\"", "orchard");
        ledger.accept(people.signed(Signers.release(text, SOON), "bob", "eve"), NOW);
        assertThat(inForce.at(SOON).forCommunity("orchard").id()).isEqualTo("orchard");
    }

    @Test
    void aStopNeedsOnePersonAndHoldsUntilAHigherVersion() {
        ledger.accept(people.signed(Signers.stop("1.0.0", SOON, "hate"), "bob"), NOW);
        assertThat(decided(SOON.minusMillis(1), 0.95f).outcome()).isEqualTo(Outcome.REVIEW);
        Ruling stopped = decided(SOON, 0.95f);
        assertThat(stopped.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(stopped.otherRules()).containsExactly("stopped:hate");
        PolicyRelease next =
                people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON.plusSeconds(1)), "bob", "eve");
        ledger.accept(next, NOW);
        assertThat(decided(SOON.plusSeconds(1), 0.95f).outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void aStopHoldsForVersionsThatAreAnnouncedAlready() {
        ledger.accept(good("1.1.0"), NOW);
        ledger.accept(people.signed(Signers.stop("1.1.0", SOON, "hate"), "bob"), NOW);
        assertThat(decided(SOON, 0.95f).otherRules()).containsExactly("stopped:hate");
    }

    @Test
    void aStopCannotSwitchARuleOn() {
        PolicyRelease stop = Signers.stop("1.0.0", SOON);
        assertThatThrownBy(() -> people.signed(stop, "bob")).hasMessage("stop of 0 rules; allowed: 1 to 500");
    }

    @Test
    void aStopOfWhatIsNotThereIsRefused() {
        refused(
                people.signed(Signers.stop("1.0.0", SOON, "hate", "nothing"), "bob"),
                "rule nothing is not in policy test; allowed: hate");
        refused(
                people.signed(Signers.stop("9.0.0", SOON, "hate"), "bob"),
                "the stop holds up to version 9.0.0 of policy test, which was not released; allowed: at most 1.0.0");
        PolicyRelease elsewhere = Signers.stop("1.0.0", SOON, "hate");
        elsewhere.setPolicy("other");
        refused(people.signed(elsewhere, "bob"), "policy other is not in force; allowed: test");
        assertThat(decided(SOON, 0.95f).otherRules()).isEmpty();
    }

    @Test
    void aStopThatChangesNothingIsKnown() {
        PolicyRelease stop = people.signed(Signers.stop("1.0.0", SOON, "hate"), "bob");
        assertThat(ledger.accept(stop, NOW)).isEqualTo(Result.ACCEPTED);
        assertThat(ledger.accept(stop, NOW)).isEqualTo(Result.KNOWN);
        PolicyRelease sooner = people.signed(Signers.stop("1.0.0", SOON.minusSeconds(1), "hate"), "bob");
        assertThat(ledger.accept(sooner, NOW)).isEqualTo(Result.ACCEPTED);
        PolicyRelease below = people.signed(Signers.stop("0.9.0", SOON, "hate"), "bob");
        assertThat(ledger.accept(below, NOW)).isEqualTo(Result.KNOWN);
    }

    @Test
    void aStopOfABasePackIsNoneOfThePacksThatHaveItsRules() {
        String text = Signers.text("1.0.0", "0.5")
                .replace("policy: test", "policy: orchard")
                .replace("\"*\"", "orchard");
        ledger.accept(people.signed(Signers.release(text, SOON), "bob", "eve"), NOW);
        ledger.accept(people.signed(Signers.stop("1.0.0", SOON, "hate"), "bob"), NOW);
        assertThat(inForce.at(SOON).pack("test").isCurtailed()).isTrue();
        assertThat(inForce.at(SOON).pack("orchard").isCurtailed()).isFalse();
    }

    @Test
    void aStopByNobodyIsRefused() {
        refused(Signers.stop("1.0.0", SOON, "hate"), "there are 0 approvals; allowed: at least 1");
    }

    @Test
    void aRecordOfAnotherKindIsRefused() {
        PolicyRelease release = good("1.1.0");
        release.setKind(PolicyReleaseKind.UNKNOWN);
        refused(release, "kind is UNKNOWN; allowed: RELEASE, STOP");
    }

    @Test
    void anAlertParksItsRuleUntilTheNextVersion() {
        ledger.accept(alert("1.0.0"));
        assertThat(decided(NOW, 0.95f).rule()).isEqualTo("parked.hate");
        ledger.accept(good("1.1.0"), NOW);
        assertThat(decided(SOON, 0.95f).rule()).isEqualTo("hate");
        ledger.accept(alert("1.0.0"));
        assertThat(decided(SOON, 0.95f).rule()).isEqualTo("hate");
    }

    private static RuleAlert alert(String version) {
        return RuleAlert.newBuilder()
                .setPolicy("test")
                .setVersion(version)
                .setSha256("")
                .setRule("hate")
                .setOwner("testers")
                .setCause("too many")
                .setHits(10)
                .setPosts(10)
                .setQueue("q")
                .setDecision("p/1/1")
                .setPartition(0)
                .setAt(NOW)
                .setParkedAt(NOW)
                .build();
    }

    @Test
    void whatIsReadAgainFromTheStartComesToTheSame() {
        PolicyRelease one = good("1.1.0");
        PolicyRelease two =
                people.signed(Signers.release(Signers.text("1.2.0", "0.9"), SOON.plusSeconds(5)), "bob", "eve");
        PoliciesInForce later =
                PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("folder", Signers.text("1.0.0", "0.5")))));
        PolicyLedger restarted = new PolicyLedger(
                new ReleaseVerifier(people.approvers(), notices(), text -> null),
                later,
                Clock.fixed(NOW.plus(Duration.ofDays(400)), ZoneOffset.UTC));
        restarted.accept(one, NOW);
        restarted.accept(two, NOW);
        restarted.accept(alert("1.1.0"));
        ledger.accept(one, NOW);
        ledger.accept(two, NOW);
        ledger.accept(alert("1.1.0"));
        Instant end = SOON.plusSeconds(60);
        assertThat(later.at(end).forCommunity("garden").sha256())
                .isEqualTo(inForce.at(end).forCommunity("garden").sha256());
    }

    private PolicyLedger restarted(PoliciesInForce policies, Approvers approvers, Instant now) {
        return new PolicyLedger(
                new ReleaseVerifier(approvers, notices(), text -> {
                    throw new AssertionError("no example has a text");
                }),
                policies,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static PoliciesInForce folder(String version) {
        return PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("folder", Signers.text(version, "0.5")))));
    }

    private PolicyRelease whoseExampleNoLongerHolds() {
        String text =
                Signers.text("1.1.0", "0.9").replace("{hate: 0.95}, outcome: review", "{hate: 0.5}, outcome: review");
        return people.signed(Signers.release(text, SOON), "bob", "eve");
    }

    @Test
    void whatHeldBeforeARestartHoldsAfterItThoughItsExamplesComeOutOtherwise() {
        PoliciesInForce later = folder("1.0.0");
        PolicyLedger restarted = restarted(later, people.approvers(), SOON.plusSeconds(60));
        assertThat(restarted.recall(whoseExampleNoLongerHolds(), NOW)).isEqualTo(Result.LATE);
        assertThat(later.latest().forCommunity("garden").version()).isEqualTo("1.1.0");
        assertThat(restarted.doubts())
                .containsOnlyKeys("test")
                .hasValueSatisfying(new Condition<>(
                        doubt -> doubt.startsWith("version 1.1.0: 1 examples or names are wrong; the first: "),
                        "says what is wrong"));
    }

    @Test
    void whatIsYetToComeIntoForceMustBeRightByItsExamplesAlsoAfterARestart() {
        PolicyLedger restarted = restarted(folder("1.0.0"), people.approvers(), NOW);
        assertThatThrownBy(() -> restarted.recall(whoseExampleNoLongerHolds(), NOW))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("examples or names are wrong");
    }

    @Test
    void signaturesAndTextCountAlsoAfterARestart() {
        PolicyLedger restarted = restarted(folder("1.0.0"), people.approvers(), SOON.plusSeconds(60));
        PolicyRelease alone = people.signed(Signers.release(Signers.text("1.1.0", "0.9"), SOON), "bob");
        assertThatThrownBy(() -> restarted.recall(alone, NOW)).hasMessageContaining("there are 1 approvals");
        PolicyRelease other = good("1.1.0");
        other.setText(Signers.text("1.1.0", "0.1"));
        assertThatThrownBy(() -> restarted.recall(other, NOW)).hasMessageContaining("sha256 is not that of the text");
    }

    @Test
    void whoNoLongerApprovesHasApprovedWhatWasPublishedBefore() {
        PoliciesInForce later = folder("1.0.0");
        PolicyLedger restarted =
                restarted(later, people.approversWithout("eve", NOW.plusSeconds(1)), SOON.plusSeconds(60));
        assertThat(restarted.recall(good("1.1.0"), NOW)).isEqualTo(Result.LATE);
        PolicyRelease next =
                people.signed(Signers.release(Signers.text("1.2.0", "0.9"), SOON.plusSeconds(90)), "bob", "eve");
        assertThatThrownBy(() -> restarted.accept(next, NOW.plusSeconds(1)))
                .hasMessage("approver eve could approve until 2026-03-01T12:00:01Z, and this was published at"
                        + " 2026-03-01T12:00:01Z; allowed: who may approve at that time");
        assertThat(later.latest().forCommunity("garden").version()).isEqualTo("1.1.0");
    }

    @Test
    void whatIsBelowTheFolderIsKnownAfterARestart() {
        PolicyLedger restarted = restarted(folder("1.2.0"), people.approvers(), SOON.plusSeconds(60));
        assertThat(restarted.recall(good("1.1.0"), NOW)).isEqualTo(Result.KNOWN);
        PolicyRelease same = people.signed(Signers.release(Signers.text("1.2.0", "0.5"), SOON), "bob", "eve");
        assertThat(restarted.recall(same, NOW)).isEqualTo(Result.KNOWN);
        assertThat(restarted.isLatest(same)).isTrue();
    }
}
