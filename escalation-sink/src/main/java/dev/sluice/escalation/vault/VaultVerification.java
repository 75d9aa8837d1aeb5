package dev.sluice.escalation.vault;

import java.util.List;

/**
 * What verifying a whole vault showed.
 *
 * @param packages how many packages were verified
 * @param broken how many of them are not as they were sealed
 * @param events how many events the sound part of the custody log has
 * @param problems what is wrong with the vault as a whole: layout, custody, packages without event and the reverse
 * @param notes what is no problem but worth knowing
 * @param exitCode 0, or the lowest exit code of all problems, those of packages included
 */
public record VaultVerification(
        int packages, int broken, long events, List<Problem> problems, List<String> notes, int exitCode) {

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
