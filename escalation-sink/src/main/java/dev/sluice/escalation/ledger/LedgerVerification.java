package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.vault.Problem;
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

    /** Whether nothing is wrong. */
    public boolean ok() {
        return exitCode == 0;
    }
}
