package dev.sluice.escalation.retention;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes cases. First the key of the case is destroyed where it has one, then its files go; each after its custody event,
 * so that nothing goes without one. May be stopped at any point: doing it again finishes the work. What the storage keeps
 * locked loses its key, where it has one, and its files once the lock is over.
 */
public final class Disposal {
    private final EvidenceStorage storage;
    private final CustodyLog custody;
    private final Actor actor;
    private final Clock clock;

    /** Deletes from a storage in this person's name. */
    public Disposal(EvidenceStorage storage, CustodyLog custody, Actor actor, Clock clock) {
        this.storage = storage;
        this.custody = custody;
        this.actor = actor;
        this.clock = clock;
    }

    /** What became of a case. */
    public enum Result {
        /** Its files are gone. */
        DELETED,
        /** Its key is gone; the storage keeps its files locked, and nobody can read them. */
        ERASED,
        /** It is there, for there is a legal hold on it that the register of holds does not know. */
        HELD,
        /** It is there, for the storage keeps it locked and it has no key of its own. */
        LOCKED
    }

    /**
     * Deletes a case. No hold may cover it, which is the caller's to know.
     *
     * @param purpose why; stands in each event
     */
    public Result dispose(CaseFacts facts, String purpose) throws IOException {
        List<SealedPackage> versions = new ArrayList<>(facts.deleting());
        versions.addAll(facts.versions());
        boolean locked = false;
        for (SealedPackage version : versions) {
            if (storage.held(version.location())) {
                // Somebody holds it by other means than the register: not to be outwitted by destroying a key.
                return Result.HELD;
            }
            locked |= storage.objection(version.location()) != null;
        }
        if (locked && !storage.shreds()) {
            return Result.LOCKED;
        }
        if (storage.shreds()) {
            for (SealedPackage version : versions) {
                record(CustodyAction.KEY_SHREDDED, version, purpose);
            }
            var unused = storage.shred(facts.packageId(), clock.instant());
        }
        if (locked) {
            return Result.ERASED;
        }
        for (SealedPackage version : versions) {
            record(CustodyAction.DELETED, version, purpose);
            storage.delete(version.location());
        }
        return Result.DELETED;
    }

    private void record(CustodyAction action, SealedPackage version, String purpose) throws IOException {
        if (custody.find(action, version.packageId(), version.version()) == null) {
            Subject subject = Subject.ofPackage(version.packageId(), version.version(), version.sha256());
            var unused = custody.append(new Act(action, subject, actor, purpose));
        }
    }
}
