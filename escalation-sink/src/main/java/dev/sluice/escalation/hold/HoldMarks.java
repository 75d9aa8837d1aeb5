package dev.sluice.escalation.hold;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.inventory.Inventory;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the storage's own holds into line with the register: a mark in a folder, a legal hold on each object in a bucket.
 * A mark goes on before its event and comes off after it, so that no event tells of a hold that is not. May be stopped at
 * any point and run again; does nothing where all is in line. A hold that the storage puts on everything by itself
 * ({@code legalHold: true}) is left alone.
 */
final class HoldMarks {
    private final EvidenceStorage storage;
    private final CustodyLog custody;
    private final Actor actor;
    private final String purpose;
    private final Map<String, CustodyAction> last = new HashMap<>();
    private int on;
    private int off;
    private int covered;

    /** Writes to storage and log in this person's name. */
    HoldMarks(EvidenceStorage storage, CustodyLog custody, Actor actor, String purpose) {
        this.storage = storage;
        this.custody = custody;
        this.actor = actor;
        this.purpose = purpose;
    }

    /** Brings a vault's marks into line with its holds. */
    Coverage apply(Path vault, Holds holds) throws IOException {
        CustodyReader.read(SealedPackage.logOf(vault), (event, offset) -> {
            CustodyAction action = event.act().action();
            if (action == CustodyAction.HOLD_ON || action == CustodyAction.HOLD_OFF) {
                last.put(event.act().packageId() + "/" + event.act().version(), action);
            }
        });
        Inventory.visit(vault, storage, facts -> {
            boolean wanted = !holds.on(facts).isEmpty();
            for (SealedPackage version : facts.versions()) {
                if (!storage.contains(version.location())) {
                    continue;
                }
                if (wanted) {
                    putOn(version);
                } else {
                    takeOff(version);
                }
            }
        });
        return new Coverage(on, off, covered);
    }

    private void putOn(SealedPackage version) throws IOException {
        covered++;
        if (!storage.held(version.location())) {
            storage.hold(version.location(), true);
        }
        if (known(version) != CustodyAction.HOLD_ON) {
            record(CustodyAction.HOLD_ON, version);
            on++;
        }
    }

    private void takeOff(SealedPackage version) throws IOException {
        if (known(version) == CustodyAction.HOLD_ON) {
            record(CustodyAction.HOLD_OFF, version);
            storage.hold(version.location(), false);
            off++;
        } else if (known(version) == CustodyAction.HOLD_OFF && storage.held(version.location())) {
            // A crash came after the event.
            storage.hold(version.location(), false);
        }
    }

    private @Nullable CustodyAction known(SealedPackage version) {
        return last.get(version.packageId() + "/" + version.version());
    }

    private void record(CustodyAction action, SealedPackage version) throws IOException {
        Subject subject = Subject.ofPackage(version.packageId(), version.version(), version.sha256());
        var unused = custody.append(new Act(action, subject, actor, purpose));
    }
}
