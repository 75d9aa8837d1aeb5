package dev.sluice.topology.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A poster's details are disclosed on consent or a court's order, on the record; orders and evidence. */
class DisclosureTest {
    private final Chambers chambers = new Chambers("2026-11-17T09:15");

    @AfterEach
    void close() {
        chambers.close();
    }

    @Test
    void withoutConsentOrOrderNothingIsDisclosed() {
        refused(false);
        chambers.disclose(Orders.CONSENT);
        chambers.disclose(Orders.COURT_ORDER);
        chambers.disclose("curiosity");

        assertThat(chambers.refusals())
                .hasSize(3)
                .allSatisfy(refusal -> assertThat(refusal.getReason()).isEqualTo(RefusalReason.NO_GROUND));
        assertThat(chambers.notice().getDisclosures()).isEmpty();
    }

    @Test
    void consentIsAGround() {
        refused(true);
        chambers.disclose(Orders.CONSENT);

        assertThat(chambers.notice().getDisclosures()).singleElement().satisfies(disclosure -> {
            assertThat(disclosure.getBasis()).isEqualTo("consent");
            assertThat(disclosure.getBy()).isEqualTo("lena");
            assertThat(disclosure.getReason()).isEqualTo("The complainant asks for them.");
            assertThat(disclosure.getAt()).isEqualTo(chambers.now());
        });
    }

    @Test
    void orderToDiscloseIsAGroundAlsoOnceTheNoticeIsOver() {
        refused(false);
        chambers.sent("acknowledgement");
        chambers.sent("refused-without-details");
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
        chambers.order(false, true, null);
        chambers.disclose(Orders.COURT_ORDER);

        assertThat(chambers.notice().getDisclosures()).hasSize(1);
        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.CLOSED);
    }

    @Test
    void orderToRemoveIsNoGroundToDisclose() {
        refused(false);
        chambers.order(true, false, chambers.now().plusSeconds(3_600));
        chambers.disclose(Orders.COURT_ORDER);

        assertThat(chambers.refusals()).hasSize(1);
    }

    @Test
    void nothingIsDisclosedWhereNothingIsHeld() {
        chambers.file(Chambers.complete());
        chambers.order(false, true, null);
        chambers.disclose(Orders.COURT_ORDER);

        assertThat(chambers.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .isEqualTo("no details of the poster are held; allowed: a notice with some"));
    }

    @Test
    void orderToRemoveOpensTheNoticeAgainAndAPersonCarriesItOut() {
        refused(false);
        chambers.sent("acknowledgement");
        chambers.sent("refused-without-details");
        chambers.order(true, false, Chambers.london("2026-11-20T12:00"));

        assertThat(chambers.notice().getState()).isEqualTo(DefamationState.ORDERED);
        assertThat(chambers.duty(DutyKind.REMOVE).getDueAt()).isEqualTo(Chambers.london("2026-11-20T12:00"));
        assertThat(chambers.rulings()).isEmpty();
        chambers.act(DefamationAct.REMOVE, "A court has ordered it.");
        assertThat(chambers.rulings()).hasSize(1);
        chambers.act(DefamationAct.REMOVED, "");
        chambers.sent("removed");
        assertThat(chambers.notice().getOutcome()).isEqualTo("removed");
    }

    @Test
    void orderWithoutItsTimeOrContentIsRefused() {
        refused(false);
        chambers.order(true, false, null);
        chambers.order(false, false, null);

        assertThat(chambers.refusals()).hasSize(2);
        assertThat(chambers.notice().getOrders()).isEmpty();
    }

    @Test
    void noticeAndLettersThatWereSentGoToTheEvidence() {
        chambers.send(chambers.command(DefamationAct.FILE)
                .setFiling(Chambers.complete().build())
                .setEscalation("e-1"));
        chambers.act(DefamationAct.CONTACTABLE, "");
        List<EvidenceSupplement> filed = chambers.supplements();
        assertThat(filed).singleElement().satisfies(supplement -> {
            assertThat(supplement.getKind()).isEqualTo("notice");
            assertThat(supplement.getId()).isEqualTo("e-1/n-1/notice");
            assertThat(supplement.getDocument().getDirection()).isEqualTo("received");
            assertThat(text(supplement)).contains("> Nora Nought waters the milk.", "E-mail: nora@mail.example");
        });
        chambers.sent("poster-notification");

        assertThat(chambers.supplements()).singleElement().satisfies(supplement -> {
            assertThat(supplement.getKind()).isEqualTo("correspondence");
            assertThat(supplement.getDocument().getDirection()).isEqualTo("sent");
            assertThat(supplement.getDocument().getMime()).isEqualTo("text/plain; charset=utf-8");
            assertThat(text(supplement)).contains("Who complains: not told");
        });
    }

    @Test
    void noticeThatIsLinkedLaterBringsWhatThereIs() {
        refused(true);
        assertThat(chambers.supplements()).isEmpty();
        chambers.send(chambers.command(DefamationAct.LINK).setEscalation("e-1"));

        assertThat(chambers.supplements())
                .extracting(EvidenceSupplement::getId)
                .containsExactly("e-1/n-1/notice", "e-1/n-1/poster-notification/1");
    }

    private static String text(EvidenceSupplement supplement) {
        return StandardCharsets.UTF_8
                .decode(supplement.getDocument().getContent().duplicate())
                .toString();
    }

    /** A poster who refuses, with details. */
    private void refused(boolean consents) {
        chambers.file(Chambers.complete());
        chambers.act(DefamationAct.CONTACTABLE, "");
        chambers.sent("poster-notification");
        chambers.reply(
                reply -> {
                    Chambers.refuses(reply);
                    reply.setConsents(consents);
                },
                chambers.now());
    }
}
