package dev.sluice.escalation.ledger;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import java.nio.file.Path;

/** Vaults with their logs. */
final class TestLedgers {
    static final LedgerSettings SETTINGS = LedgerSettings.of("log.example/evidence");

    private TestLedgers() {}

    static Ledger open(Path vault, StepHook hook) {
        return Ledger.open(vault, TestVaults.key(vault), SETTINGS, TestVaults.CLOCK, hook);
    }

    static Ledger open(Path vault) {
        return open(vault, StepHook.NONE);
    }

    /** Seals escalations one after the other, as the sink does, each with its leaf. */
    static void seal(Path folder, String... ids) {
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = open(folder)) {
            for (String id : ids) {
                seal(vault, id);
            }
            ledger.commit();
        }
    }

    static SealResult.Sealed seal(Vault vault, String id) {
        return (SealResult.Sealed) vault.seal(Escalations.evidence(Escalations.of(id)));
    }

    static LedgerVerification verify(Path vault) {
        return LedgerVerifier.of(vault, LedgerTrust.NONE).verify();
    }
}
