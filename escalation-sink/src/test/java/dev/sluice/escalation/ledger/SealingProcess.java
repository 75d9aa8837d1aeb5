package dev.sluice.escalation.ledger;

import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of its own that seals as the sink does, batch by batch, and says so, until it is killed or done. */
public final class SealingProcess {
    static final int BATCH = 5;

    private SealingProcess() {}

    /**
     * Folder of the vault, how many escalations there are, and the folder of their records; begins with the first, as
     * Kafka would give it again.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int escalations = Integer.parseInt(arguments[1]);
        try (Vault vault = TestVaults.open(folder);
                Ledger ledger = TestLedgers.open(folder)) {
            for (int i = 0; i < escalations; i++) {
                vault.seal(evidence(Files.readAllBytes(Path.of(arguments[2]).resolve("p-" + i))));
                if (i % 7 == 0) {
                    ledger.hurry();
                }
                System.out.println("sealed " + i);
                if (i % BATCH == BATCH - 1) {
                    ledger.commit();
                    System.out.println("committed " + i);
                }
            }
            ledger.commit();
        }
    }

    private static Evidence evidence(byte[] record) {
        Escalation escalation = new AvroSerde<>(Escalation.class, Escalations.REGISTRY).decode(record);
        return new Evidence(escalation, record, Escalation.getClassSchema());
    }
}
