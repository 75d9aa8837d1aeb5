package dev.sluice.topology.casework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.ClaimResult;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A case is one reviewer's at a time, and nobody's who has a part in it. */
class ClaimTest {
    private final Office office = new Office("""
            lease: PT15M
            exposure: {queues: [safety], max: 2, window: PT8H}
            conflicts: [{reviewer: mona, members: [zoe], communities: []}, {reviewer: carl, communities: [garden]}]
            """);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void claimedCaseIsTheReviewersUntilTheLeaseEnds() {
        String id = office.open("p");
        office.claim(id, "rex");

        assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
        assertThat(office.status(id).getClaimedBy()).isEqualTo("rex");
        assertThat(office.status(id).getClaimedUntil()).isEqualTo(Office.START.plus(Duration.ofMinutes(15)));

        office.pass(Duration.ofMinutes(14));
        assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
        office.pass(Duration.ofMinutes(2));
        assertThat(office.status(id).getState()).isEqualTo(CaseState.OPEN);
        assertThat(office.status(id).getClaimedBy()).isNull();
    }

    @Test
    void secondClaimOnAClaimedCaseIsRefused() {
        String id = office.open("p");
        office.claim(id, "rex");
        office.claim(id, "uma");

        CommandRefusal refusal = office.read(TopicCatalogue.REFUSALS).getFirst();
        assertThat(refusal.getReason()).isEqualTo(RefusalReason.ALREADY_CLAIMED);
        assertThat(refusal.getBy()).isEqualTo("uma");
        assertThat(refusal.getMessage())
                .isEqualTo("case p/1/1/review is claimed until 2026-03-01T12:15:00Z; allowed: a case with state OPEN");
        assertThat(office.status(id).getClaimedBy()).isEqualTo("rex");
    }

    @Test
    void sameClaimTwiceChangesNothing() {
        String id = office.open("p");
        CaseCommand claim = office.aCommand(id, "rex", CommandType.CLAIM).build();
        office.send(claim);
        office.pass(Duration.ofMinutes(5));
        office.send(claim);

        assertThat(office.refusals()).isEmpty();
        assertThat(office.status(id).getClaimedUntil()).isEqualTo(Office.START.plus(Duration.ofMinutes(15)));
    }

    @Test
    void claimThatComesAgainBehindItsReleaseChangesNothing() {
        String id = office.open("p");
        CaseCommand claim = office.aCommand(id, "rex", CommandType.CLAIM).build();
        CaseCommand release = office.aCommand(id, "rex", CommandType.RELEASE).build();
        office.send(claim);
        office.send(release);
        office.send(claim);
        office.send(release);

        assertThat(office.refusals()).isEmpty();
        assertThat(office.status(id).getState()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void escalationMakesNoCaseLighter() {
        String a = office.open("a", "safety");
        String b = office.open("b", "safety");
        String c = office.open("c", "safety");
        office.pass(Duration.ofHours(20));
        assertThat(office.status(c).getQueue()).isEqualTo("lead");
        office.claim(a, "rex");
        office.claim(b, "rex");
        office.claim(c, "rex");

        assertThat(office.refusals()).containsExactly(RefusalReason.EXPOSURE_LIMIT);
    }

    @Test
    void answerToAClaimThatNobodyWaitsForOpensNothing() {
        office.open("a", "safety");
        ClaimCheck stale = new ClaimCheck(
                "old-claim", "a/1/1/review", Office.THREAD, "rex", "safety", ClaimResult.GRANTED, office.now());
        office.input(
                TopicCatalogue.CASE_EVENTS,
                Office.THREAD,
                CaseEvent.newBuilder().setThread(Office.THREAD).setClaim(stale).build());

        assertThat(office.status("a/1/1/review").getState()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void releasedCaseIsFreeForOthers() {
        String id = office.open("p");
        office.claim(id, "rex");
        office.release(id, "uma");
        assertThat(office.refusals()).containsExactly(RefusalReason.NOT_CLAIMANT);

        office.release(id, "rex");
        office.claim(id, "uma");
        assertThat(office.status(id).getClaimedBy()).isEqualTo("uma");
    }

    @Test
    void claimAfterTheLeaseNeedsNoTick() {
        String id = office.open("p");
        office.claim(id, "rex");
        office.pass(Duration.ofMinutes(15));
        office.claim(id, "uma");
        office.verdict(id, "rex", Outcome.ALLOW);

        assertThat(office.status(id).getClaimedBy()).isEqualTo("uma");
        assertThat(office.refusals()).containsExactly(RefusalReason.NOT_CLAIMANT);
    }

    @Test
    void unknownCaseCannotBeClaimedReleasedOrDecided() {
        office.claim("nowhere/1/1/review", "rex");
        office.release("nowhere/1/1/review", "rex");
        office.verdict("nowhere/1/1/review", "rex", Outcome.ALLOW);

        assertThat(office.read(TopicCatalogue.REFUSALS))
                .hasSize(3)
                .allSatisfy(refusal -> assertThat(refusal.getReason()).isEqualTo(RefusalReason.UNKNOWN_CASE))
                .first()
                .extracting(CommandRefusal::getMessage)
                .isEqualTo("case nowhere/1/1/review is unknown in thread thread-1; allowed: a case of the topic cases,"
                        + " with its thread");
    }

    @Test
    void whoHasAPartInThePostCannotTakeItsCase() {
        office.flag("p", "rita");
        String id = office.open("p");
        office.flag("p", "late-reporter");
        for (String party : new String[] {"ada", "bob", "rita", "late-reporter", "carl"}) {
            office.claim(id, party);
        }

        assertThat(office.refusals()).hasSize(5).containsOnly(RefusalReason.CONFLICT_OF_INTEREST);
        assertThat(office.status(id).getState()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void declaredConflictKeepsAReviewerFromThoseTheyKnow() {
        ReviewCase ofAFriend = office.review("friend", "manners");
        ofAFriend.setAuthor("zoe");
        office.take(ofAFriend);
        String other = office.open("other");
        office.claim(ofAFriend.getId(), "mona");
        office.claim(other, "mona");

        assertThat(office.refusals()).containsExactly(RefusalReason.CONFLICT_OF_INTEREST);
        assertThat(office.status(other).getClaimedBy()).isEqualTo("mona");
    }

    @Test
    void deletionWithdrawsACaseEvenWhileItIsClaimed() {
        ReviewCase review = office.review("p", "manners");
        office.take(review);
        office.claim(review.getId(), "rex");
        office.withdraw(review);
        office.verdict(review.getId(), "rex", Outcome.REMOVE);
        office.claim(review.getId(), "rex");

        assertThat(office.status(review.getId()))
                .returns(CaseState.WITHDRAWN, CaseStatus::getState)
                .returns("", CaseStatus::getText);
        assertThat(office.refusals()).containsExactly(RefusalReason.WITHDRAWN, RefusalReason.WITHDRAWN);
        assertThat(office.read(TopicCatalogue.RULINGS)).isEmpty();
    }

    @Test
    void caseThatComesTwiceIsOpenedOnce() {
        String id = office.open("p");
        office.claim(id, "rex");
        office.open("p");

        assertThat(office.status(id).getState()).isEqualTo(CaseState.CLAIMED);
    }

    @Test
    void reviewerBearsSoManySevereCasesAndNoMore() {
        for (String post : new String[] {"a", "b", "c"}) {
            office.open(post, "safety");
            office.claim(post + "/1/1/review", "rex");
        }

        assertThat(office.status("a/1/1/review").getClaimedBy()).isEqualTo("rex");
        assertThat(office.status("b/1/1/review").getClaimedUntil()).isNotNull();
        assertThat(office.status("c/1/1/review").getState()).isEqualTo(CaseState.OPEN);
        CommandRefusal refusal = office.read(TopicCatalogue.REFUSALS).getFirst();
        assertThat(refusal.getReason()).isEqualTo(RefusalReason.EXPOSURE_LIMIT);
        assertThat(refusal.getMessage())
                .contains("reviewer rex has had 2 cases")
                .contains("PT8H");

        office.claim("c/1/1/review", "uma");
        assertThat(office.status("c/1/1/review").getClaimedBy()).isEqualTo("uma");
        office.open("d", "manners");
        office.claim("d/1/1/review", "rex");
        assertThat(office.status("d/1/1/review").getClaimedBy()).isEqualTo("rex");
    }

    @Test
    void limitIsOfTheWindowInEventTimeAlsoForClaimsThatComeLate() {
        for (String post : new String[] {"a", "b", "c", "d"}) {
            office.open(post, "safety");
        }
        office.pass(Duration.ofHours(9));
        office.send(office.aCommand("a/1/1/review", "rex", CommandType.CLAIM).build());
        CaseCommand late = office.aCommand("b/1/1/review", "rex", CommandType.CLAIM)
                .setAt(Office.START.plus(Duration.ofHours(5)))
                .build();
        office.send(late);
        office.claim("c/1/1/review", "rex");
        assertThat(office.refusals()).containsExactly(RefusalReason.EXPOSURE_LIMIT);

        office.pass(Duration.ofHours(4));
        office.claim("d/1/1/review", "rex");
        assertThat(office.refusals())
                .as("the late one is out of the window by now")
                .isEmpty();
    }
}
