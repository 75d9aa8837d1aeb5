package dev.sluice.escalation.ledger;

import dev.sluice.escalation.vault.Problem.Kind;

/** A checkpoint that is not acknowledged; one line says why. */
public final class RefusedCheckpoint extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    RefusedCheckpoint(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What sort of problem it is, with its exit code. */
    public Kind kind() {
        return kind;
    }
}
