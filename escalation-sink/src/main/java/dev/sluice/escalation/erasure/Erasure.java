package dev.sluice.escalation.erasure;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.schemas.encryption.SubjectName;
import java.time.Instant;
import java.util.List;

/**
 * A request for erasure, as its journal tells it.
 *
 * @param id 16 hex digits
 * @param person whom it is about, by a hash
 * @param reference the file number of the request
 * @param requestedBy who took it in
 * @param requestedAt when
 * @param keyFolders where the person's keys are
 * @param state where it stands
 * @param holds ids of the holds that it waits for; empty where it does not
 * @param deletes ids of the packages that are to be deleted
 * @param deleted ids of the packages that were deleted
 * @param kept packages that were kept, and why
 * @param unreadable how many packages could not be read, so that nobody knows whom they are about
 * @param entries how many entries its journal has
 */
public record Erasure(
        String id,
        SubjectName person,
        String reference,
        Actor requestedBy,
        Instant requestedAt,
        List<String> keyFolders,
        State state,
        List<String> holds,
        List<String> deletes,
        List<String> deleted,
        List<String> kept,
        int unreadable,
        int entries) {
    /** Keeps copies. */
    public Erasure {
        keyFolders = List.copyOf(keyFolders);
        holds = List.copyOf(holds);
        deletes = List.copyOf(deletes);
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }

    /** Where a request stands. */
    public enum State {
        /** It was taken in. */
        REQUESTED,
        /** Holds stand in its way; what is kept about the person is to be used for the legal matter only. */
        DEFERRED,
        /** It was begun. */
        RUNNING,
        /** It is done. */
        COMPLETED
    }

    /** Whether what is kept about the person may be used for legal claims only (GDPR art. 18(2)). */
    public boolean restricts() {
        return state != State.COMPLETED;
    }
}
