package dev.sluice.topology.defamation;

import dev.sluice.schemas.CourtOrder;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DefamationState;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.IdentityDisclosure;
import dev.sluice.schemas.PosterReply;
import dev.sluice.schemas.RefusalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What does not follow from the Schedule: orders of courts, disclosure, late acts explained, links, withdrawal. */
final class Orders {
    /** The complainant may be given the poster's details, for the poster has agreed. */
    static final String CONSENT = "consent";

    /** A court has ordered that the poster's details be disclosed. */
    static final String COURT_ORDER = "court-order";

    private static final int MAX_RECORDS = 50;

    private Orders() {}

    /** A court has made an order. */
    static @Nullable Refused order(NoticeDesk desk, DefamationFile file, DefamationCommand command, Instant at) {
        DefamationNotice notice = file.getNotice();
        CourtOrder order = command.getOrder();
        String wrong = wrong(notice, order);
        if (order == null || wrong != null) {
            return Refused.malformed(wrong == null ? "order is missing; allowed: one" : wrong);
        }
        order.setMadeAt(at);
        List<CourtOrder> orders = new ArrayList<>(notice.getOrders());
        orders.add(order);
        notice.setOrders(orders);
        Instant dueAt = order.getDueAt();
        if (order.getRemoves() && dueAt != null && notice.getRemovedAt() == null) {
            Duties.dropAll(notice);
            Drafts.replace(notice, DutyKind.values());
            Duties.askBy(notice, DutyKind.REMOVE, "court order", at, dueAt, "");
            Duties.ask(
                    notice,
                    DutyKind.TELL_REMOVED,
                    "court order",
                    dueAt,
                    desk.rules().operatorTime());
            notice.setState(DefamationState.ORDERED);
            notice.setOutcome(null);
        }
        return null;
    }

    private static @Nullable String wrong(DefamationNotice notice, @Nullable CourtOrder order) {
        if (order == null || notice.getOrders().size() >= MAX_RECORDS) {
            return "order is missing or one too many; allowed: one, at most " + MAX_RECORDS + " in all";
        }
        if (isNoLine(order.getReference()) || isNoLine(order.getCourt())) {
            return "reference or court is empty, too long or has control characters; allowed: 1 to "
                    + FilingRules.MAX_ID + " characters";
        }
        if (!order.getRemoves() && !order.getDiscloses()) {
            return "the order orders nothing; allowed: removal, disclosure, or both";
        }
        return order.getRemoves() && order.getDueAt() == null
                ? "the order is to remove and names no time; allowed: by when, as it says"
                : null;
    }

    /** A person discloses the poster's details: recorded here before anybody reads them. */
    static @Nullable Refused disclose(NoticeDesk desk, DefamationFile file, DefamationCommand command) {
        DefamationNotice notice = file.getNotice();
        IdentityDisclosure disclosure = command.getDisclosure();
        if (disclosure == null
                || isNoLine(disclosure.getTo())
                || command.getReason().isBlank()) {
            return Refused.malformed(
                    "disclosure, its recipient or its reason is missing, too long or has control characters; allowed: to whom,"
                            + " and why");
        }
        PosterReply reply = notice.getReply();
        if (reply == null || reply.getIdentity() == null) {
            return new Refused(
                    RefusalReason.NO_GROUND, "no details of the poster are held; allowed: a notice with some");
        }
        boolean allowed = switch (disclosure.getBasis()) {
            case CONSENT -> Boolean.TRUE.equals(reply.getConsents());
            case COURT_ORDER -> notice.getOrders().stream().anyMatch(CourtOrder::getDiscloses);
            default -> false;
        };
        if (!allowed) {
            return new Refused(
                    RefusalReason.NO_GROUND,
                    "there is no ground to disclose by the basis named; allowed: consent, where the poster has given it;"
                            + " court-order, where one to disclose is recorded");
        }
        if (notice.getDisclosures().size() >= MAX_RECORDS) {
            return Refused.wrongState("details were disclosed " + MAX_RECORDS + " times; allowed: at most that");
        }
        disclosure.setId(command.getId());
        disclosure.setBy(command.getBy());
        disclosure.setReason(command.getReason());
        disclosure.setAt(desk.now());
        List<IdentityDisclosure> disclosures = new ArrayList<>(notice.getDisclosures());
        disclosures.add(disclosure);
        notice.setDisclosures(disclosures);
        return null;
    }

    /** Why something was late (reg 5). */
    static @Nullable Refused explain(DefamationFile file, DefamationCommand command) {
        if (command.getDuty() == null || command.getReason().isBlank()) {
            return Refused.malformed("duty or reason is missing; allowed: which duty was late, and why");
        }
        DefamationDuty late = Duties.late(file.getNotice(), command.getDuty());
        if (late == null) {
            return Refused.wrongState("duty " + command.getDuty() + " is not late; allowed: one that is");
        }
        late.setLateReason(command.getReason());
        return null;
    }

    /** The notice belongs to an escalation: what there is goes to its evidence, and so does what comes. */
    static @Nullable Refused link(NoticeDesk desk, DefamationFile file, DefamationCommand command) {
        String escalation = command.getEscalation();
        if (escalation == null || isNoLine(escalation)) {
            return Refused.malformed(
                    "escalation is missing, too long or has control characters; allowed: the id of one");
        }
        file.getNotice().setEscalation(escalation);
        Supplements.all(desk, file);
        return null;
    }

    /** The complainant takes the notice back. */
    static @Nullable Refused withdraw(DefamationFile file, DefamationCommand command) {
        DefamationNotice notice = file.getNotice();
        if (notice.getState() == DefamationState.CLOSED) {
            return PosterSteps.stands(notice, "a notice that is open");
        }
        if (command.getReason().isBlank()) {
            return Refused.malformed("reason is empty; allowed: how the complainant took it back");
        }
        Duties.dropAll(notice);
        Drafts.replace(notice, DutyKind.values());
        notice.setState(DefamationState.CLOSED);
        notice.setOutcome("withdrawn");
        return null;
    }

    /** Whether it can stand neither for an id nor for a name: nothing, too much, or with controls. */
    static boolean isNoLine(String value) {
        return value.isBlank()
                || value.length() > FilingRules.MAX_ID
                || value.codePoints().anyMatch(Character::isISOControl);
    }
}
