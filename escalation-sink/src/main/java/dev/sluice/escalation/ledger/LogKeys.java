package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogReader;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures on checkpoints count.
 *
 * @param trusted keys that do
 * @param known keys that the log says are its own, which do where nobody said which do
 */
record LogKeys(List<NoteKey> trusted, List<NoteKey> known) {
    /** The keys of a log with this origin. */
    static LogKeys of(String origin, @Nullable List<VerificationKey> trusted, List<NoteKey> known) {
        List<NoteKey> keys = new ArrayList<>();
        for (VerificationKey key : trusted == null ? List.<VerificationKey>of() : trusted) {
            keys.add(NoteKey.of(origin, NoteKey.Use.NOTE, key.key()));
        }
        return new LogKeys(trusted == null ? known : keys, known);
    }

    /** What is wrong with a checkpoint's signature; empty where nothing is. */
    Optional<Wrong> check(SignedNote note) {
        if (trusted.stream().anyMatch(note::signedBy)) {
            return Optional.empty();
        }
        boolean byUnknown = known.stream().anyMatch(note::signedBy);
        return Optional.of(
                byUnknown
                        ? new Wrong(Kind.UNKNOWN_KEY, "is signed with a key that is not trusted")
                        : new Wrong(Kind.SIGNATURE, "is not signed by the log"));
    }

    record Wrong(Kind kind, String detail) {}

    /** The keys that a log names; none where its list cannot be read, which is reported. */
    static List<NoteKey> named(LogStorage storage, Findings findings) {
        try {
            return LogReader.keys(storage);
        } catch (LogException e) {
            findings.problem(Kind.LOG, "log/" + LogReader.KEYS, e.getMessage());
            return List.of();
        }
    }
}
