package dev.sluice.escalation.vault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a whole vault showed.
 *
 * @param packages how many packages were verified
 * @param broken how many of them are not as they were sealed
 * @param custody where the sound part of the custody log ends
 * @param problems what is wrong with the vault as a whole: layout, custody, quarantined records, packages without event
 *     and the reverse
 * @param notes what is no problem but worth knowing
 * @param exitCode 0, or the lowest exit code of all problems, those of packages included
 */
public record VaultVerification(
        int packages, int broken, CustodyEnd custody, List<Problem> problems, List<String> notes, int exitCode) {

    /**
     * The end of the custody log. A chain of hashes cannot show that its end was cut off: whoever wants to know compares
     * it with what the vault's folder had no part in keeping, such as the last receipt.
     *
     * @param events how many events there are
     * @param headHash hash of the last event; 64 zeros where there is none
     * @param lastSealedHash hash of the last event that sealed a package, which the last receipt has as {@code
     *     custodyHash}; null where there is none
     */
    public record CustodyEnd(
            long events, String headHash, @Nullable String lastSealedHash) {}

    /** Copies the lists. */
    public VaultVerification {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Whether nothing is wrong. */
    public boolean ok() {
        return exitCode == 0;
    }
}
