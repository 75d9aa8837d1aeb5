package dev.sluice.app.command;

import dev.sluice.schemas.Escalation;

/** The invented escalation of the tests of vaults, for tests of other packages. */
public final class VaultEscalations {
    private VaultEscalations() {}

    /** A new copy of it. */
    public static Escalation escalation() {
        return VaultCommandsTest.escalation();
    }
}
