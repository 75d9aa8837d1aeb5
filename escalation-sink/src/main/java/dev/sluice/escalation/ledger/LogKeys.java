package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogReader;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.Problem.Kind;
import java.time.Instant;
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
record LogKeys(List<Trusted> trusted, List<NoteKey> known) {
    /**
     * A key that may sign.
     *
     * @param key the key
     * @param times when it may; null for ever
     */
    record Trusted(NoteKey key, KeyRing.@Nullable Entry times) {}

    /** The keys of a log with this origin. */
    static LogKeys of(String origin, @Nullable KeyRing trusted, List<NoteKey> known) {
        List<Trusted> keys = new ArrayList<>();
        if (trusted == null) {
            known.forEach(key -> keys.add(new Trusted(key, null)));
        } else {
            trusted.entries()
                    .forEach(entry -> keys.add(new Trusted(
                            NoteKey.of(origin, NoteKey.Use.NOTE, entry.key().key()), entry)));
        }
        return new LogKeys(keys, known);
    }

    /**
     * What is wrong with a checkpoint's signature; empty where nothing is.
     *
     * @param since when the last package in it was sealed, for it was signed no earlier; null where that is not known
     */
    Optional<Wrong> check(SignedNote note, @Nullable Instant since) {
        Optional<Wrong> objection = Optional.empty();
        for (Trusted each : trusted) {
            if (note.signedBy(each.key())) {
                String why = each.times() == null ? null : each.times().objectionSince(since);
                if (why == null) {
                    return Optional.empty();
                }
                objection = Optional.of(new Wrong(Kind.UNKNOWN_KEY, "is signed with a key that " + why));
            }
        }
        return objection.or(() -> Optional.of(
                known.stream().anyMatch(note::signedBy)
                        ? new Wrong(Kind.UNKNOWN_KEY, "is signed with a key that is not trusted")
                        : new Wrong(Kind.SIGNATURE, "is not signed by the log")));
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
