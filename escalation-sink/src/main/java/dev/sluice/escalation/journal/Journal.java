package dev.sluice.escalation.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.BoundedFiles;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A journal, open for writing. An entry is a file first, and counts once the custody log names its hash; a file that no
 * event names was never acknowledged, or was put there by somebody else, and is passed over and written over. An event
 * whose file is gone or changed is an error: nothing is decided on half a journal. Not thread-safe; several processes take
 * turns by the custody log's lock.
 */
public final class Journal {
    /** Where journals are in a vault. */
    public static final String FOLDER = "journal";
    /** How much clocks of several machines may differ. */
    public static final Duration SKEW = Duration.ofMinutes(5);

    private static final int LARGEST_ENTRY_BYTES = 1 << 20;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final Path vault;
    private final Kind kind;
    private final CustodyLog custody;
    private final DurableFiles files;
    private final InstantSource clock;

    /**
     * Opens a journal.
     *
     * @param custody the vault's custody log, which stays open
     */
    public Journal(Path vault, Kind kind, CustodyLog custody, DurableFiles files, InstantSource clock) {
        this.vault = vault;
        this.kind = kind;
        this.custody = custody;
        this.files = files;
        this.clock = clock;
    }

    /** What a journal is about. */
    public enum Kind {
        /** Legal holds and preservation requests. */
        HOLDS("holds", CustodyAction.HOLD_RECORDED),
        /** Requests for erasure. */
        ERASURES("erasures", CustodyAction.ERASURE_RECORDED);

        private final String folder;
        private final CustodyAction action;

        Kind(String folder, CustodyAction action) {
            this.folder = folder;
            this.action = action;
        }
    }

    /**
     * All entries that count.
     *
     * @param entries id to entries, in their order
     * @param lastEventAt when the last event of the custody log was written, by whichever clock
     */
    public record Contents(SortedMap<String, List<Entry>> entries, Instant lastEventAt) {
        /** The entries about one id; none where there is none. */
        public List<Entry> of(String id) {
            return entries.getOrDefault(id, List.of());
        }
    }

    /**
     * Reads a vault's journal; needs no lock.
     *
     * @throws VaultException where an entry is missing or is not as custody names it, or custody's chain is broken
     */
    public static Contents read(Path vault, Kind kind) throws IOException {
        List<CustodyEvent> events = new ArrayList<>();
        Instant[] last = {Instant.EPOCH};
        CustodyReader.read(vault.resolve("custody").resolve(CustodyLog.FILE), (event, offset) -> {
            last[0] = event.at().isAfter(last[0]) ? event.at() : last[0];
            if (event.act().action() == kind.action) {
                events.add(event);
            }
        });
        SortedMap<String, List<Entry>> entries = new TreeMap<>();
        for (CustodyEvent event : events) {
            Entry entry = entry(vault, event);
            List<Entry> before = entries.computeIfAbsent(entry.id(), id -> new ArrayList<>());
            if (entry.number() != before.size() + 1) {
                throw new VaultException(
                        "journal entry " + event.act().subject().file() + " comes after " + before.size()
                                + " others, says custody event " + event.seq());
            }
            before.add(entry);
        }
        return new Contents(Collections.unmodifiableSortedMap(entries), last[0]);
    }

    /** Reads this journal. */
    public Contents read() throws IOException {
        return read(vault, kind);
    }

    /**
     * Adds an entry and returns it once it counts.
     *
     * @param number the entry's number: who has not seen an entry that another process wrote meanwhile is refused
     * @throws VaultException where there is such an entry
     */
    public Entry append(String id, int number, ObjectNode body, Actor by, String purpose) throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id of a journal entry is none; allowed: 16 hex digits");
        }
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            Contents contents = read();
            List<Entry> before = contents.of(id);
            if (before.size() + 1 != number) {
                throw new VaultException(kind.folder + "/" + id + " was changed meanwhile by "
                        + (before.isEmpty() ? "nobody" : before.getLast().by().name()) + "; allowed: look again first");
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant at = before.isEmpty() || now.isAfter(before.getLast().at())
                    ? now
                    : before.getLast().at();
            Entry entry = new Entry(id, number, at, by, purpose, body);
            byte[] text = EntryText.of(entry);
            String name = kind.folder + "/" + id + "/" + String.format("%06d.json", number);
            SortedMap<Path, byte[]> file = new TreeMap<>();
            file.put(vault.resolve(FOLDER).resolve(name), text);
            files.replace(file);
            var unused = custody.append(new Act(kind.action, Subject.ofEntry(name, Sha256.hex(text)), by, purpose));
            return entry;
        }
    }

    /**
     * Refuses to go on where this machine's clock is behind what is written down already: whoever deletes by a wrong
     * clock, or dates its own acts before those that led to them, does what cannot be undone.
     *
     * @param contents what was read
     */
    public void requireSoundClock(Contents contents) {
        Instant now = clock.instant();
        if (now.plus(SKEW).isBefore(contents.lastEventAt())) {
            throw new VaultException("this machine's clock says " + now.truncatedTo(ChronoUnit.SECONDS)
                    + ", and the custody log's last event is of " + contents.lastEventAt()
                    + "; allowed: a clock at most " + SKEW.toMinutes() + " minutes behind it");
        }
    }

    private static Entry entry(Path vault, CustodyEvent event) throws IOException {
        String name = event.act().subject().file();
        String named = "journal entry " + name + ", which custody event " + event.seq() + " names, ";
        byte[] text;
        try {
            text = BoundedFiles.bytes(vault.resolve(FOLDER).resolve(name), LARGEST_ENTRY_BYTES);
        } catch (NoSuchFileException e) {
            throw new VaultException(named + "is missing");
        }
        if (!Sha256.hex(text).equals(event.act().sha256())) {
            throw new VaultException(named + "was changed");
        }
        return EntryText.parse(name, text);
    }
}
