package dev.sluice.escalation.ledger;

import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.vault.KeyRing;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier knows by another way than from the vault. The more of it there is, the less has to be believed.
 *
 * @param keys keys that may have signed checkpoints, and when; null to take those that the log names
 * @param witnesses keys of those who acknowledge checkpoints
 * @param authorities certificates that those of timestamp authorities must lead to; empty to take any
 * @param seen checkpoints of this log that somebody kept
 */
public record LedgerTrust(
        @Nullable KeyRing keys, List<NoteKey> witnesses, List<X509Certificate> authorities, List<SignedNote> seen) {
    /** Nothing: what is in the vault must fit together, and that is all. */
    public static final LedgerTrust NONE = new LedgerTrust(null, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public LedgerTrust {
        witnesses = List.copyOf(witnesses);
        authorities = List.copyOf(authorities);
        seen = List.copyOf(seen);
    }
}
