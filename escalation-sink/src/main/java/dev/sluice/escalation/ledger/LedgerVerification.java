package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.vault.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a vault's log showed.
 *
 * @param head the log's last checkpoint; null where it cannot be read
 * @param issued how many checkpoints were issued
 * @param timestamps how many timestamps of them hold
 * @param waiting how many timestamps are still waited for
 * @param acknowledgements how many acknowledgements of them hold, by witnesses that are known
 * @param problems all that is wrong
 * @param notes what is no problem but worth knowing
 * @param exitCode 0, or the lowest exit code of all problems
 */
public record LedgerVerification(
        @Nullable Checkpoint head,
        int issued,
        int timestamps,
        int waiting,
        int acknowledgements,
        List<Problem> problems,
        List<String> notes,
        int exitCode) {
    /** Copies the lists. */
    public LedgerVerification {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** What a person reads: each problem and note, then what there is. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add("  " + problem));
        notes.forEach(note -> lines.add("  note: " + note));
        if (head != null) {
            lines.add("log " + head.origin() + ": " + head.size() + " leaves, root "
                    + head.root().base64() + ", " + issued + " checkpoints issued, " + timestamps + " timestamps, "
                    + acknowledgements + " acknowledgements");
        }
        if (waiting > 0) {
            lines.add("TIMESTAMP_PENDING: " + waiting + " timestamps are still waited for");
        }
        return lines;
    }

    /** Whether nothing is wrong. */
    public boolean ok() {
        return exitCode == 0;
    }
}
