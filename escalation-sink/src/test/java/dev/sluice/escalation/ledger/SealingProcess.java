package dev.sluice.escalation.ledger;

import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import java.nio.file.Path;

/** A process of its own that seals as the sink does, batch by batch, and says so, until it is killed or done. */
public final class SealingProcess {
    static final int BATCH = 5;

    private SealingProcess() {}

    /** Folder of the vault, and how many escalations there are; begins with the first, as Kafka would give it again. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int escalations = Integer.parseInt(arguments[1]);
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = TestLedgers.open(folder)) {
            for (int i = 0; i < escalations; i++) {
                ledger.add(TestLedgers.seal(vault, "p-" + i).custody(), i % 7 == 0);
                System.out.println("sealed " + i);
                if (i % BATCH == BATCH - 1) {
                    ledger.commit();
                    System.out.println("committed " + i);
                }
            }
            ledger.commit();
        }
    }
}
