package dev.sluice.escalation.hold;

import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.journal.Entry;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.journal.Journal.Kind;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All holds of a vault, as they stand.
 *
 * @param all every hold there ever was, in the order of their ids
 */
public record Holds(List<Hold> all) {
    /** Keeps a copy. */
    public Holds {
        all = List.copyOf(all);
    }

    /**
     * Reads a vault's holds; needs no lock.
     *
     * @throws VaultException where the journal does not fit custody: what cannot be told counts as held
     */
    public static Holds read(Path vault) throws IOException {
        return of(Journal.read(vault, Kind.HOLDS));
    }

    static Holds of(Journal.Contents contents) {
        List<Hold> holds = new ArrayList<>();
        for (List<Entry> entries : contents.entries().values()) {
            holds.add(HoldHistory.of(entries));
        }
        return new Holds(holds);
    }

    /** Holds that stand and cover a case. */
    public List<Hold> on(CaseFacts facts) {
        return all.stream()
                .filter(hold -> hold.stands() && hold.order().scope().covers(facts))
                .toList();
    }

    /** Holds that stand and cover what is kept about a person. */
    public List<Hold> on(SubjectName person) {
        return all.stream()
                .filter(hold -> hold.stands() && hold.order().scope().covers(person))
                .toList();
    }

    /**
     * The hold whose id starts with these digits.
     *
     * @throws VaultException where there is none or more than one
     */
    public Hold find(String idStart) {
        List<Hold> found = all.stream()
                .filter(hold -> !idStart.isEmpty() && hold.id().startsWith(idStart))
                .toList();
        if (found.size() != 1) {
            throw new VaultException("hold '" + printable(idStart) + "' names " + found.size()
                    + " holds; allowed: the start of one hold's id, see sluice vault hold list");
        }
        return found.getFirst();
    }

    private static String printable(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text.replaceAll("\\p{Cntrl}", "?");
    }
}
