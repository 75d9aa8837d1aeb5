package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.log.LogAudit;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds leaves, custody events and packages against each other: each sealing has its leaf, in the same order, each leaf
 * its sealing and its package, each package its leaf. Keeps an id for each package in memory.
 */
final class LeafCheck {
    private static final String NO_LEAF =
            "has no leaf in the log; a sink at work adds it within moments, one that crashed when it starts again";

    private final VaultPlaces places;
    private final EvidenceStorage storage;
    private final LogAudit audit;
    private final Findings findings;
    private final long custodyBytes;
    private final Set<Long> sizes;
    private final Set<String> unaccounted = new HashSet<>();
    private final SortedMap<String, Long> missing = new TreeMap<>();
    private final Map<Long, Instant> sealedAt = new HashMap<>();
    private @Nullable LeafStatement leaf;
    private long leafIndex;
    private long custodySeq;

    /**
     * How far to look.
     *
     * @param custodyBytes custody events from here on may have no leaf yet: they are younger than the look at the log
     * @param sizes of the log, whose last leaf's time is wanted
     */
    record Wanted(long custodyBytes, Set<Long> sizes) {}

    LeafCheck(VaultPlaces places, EvidenceStorage storage, LogAudit audit, Findings findings, Wanted wanted) {
        this.places = places;
        this.storage = storage;
        this.audit = audit;
        this.findings = findings;
        this.custodyBytes = wanted.custodyBytes();
        this.sizes = wanted.sizes();
    }

    void run() throws IOException {
        // First, for a package that is sealed while we read gets its custody event and leaf later.
        VaultPlaces.packages(storage, unaccounted::add);
        boolean whole = true;
        try {
            CustodyReader.read(places.custody(), this::event);
        } catch (CustodyException e) {
            // Named where the custody log itself is verified.
            whole = false;
        }
        long ahead = 0;
        long first = 0;
        for (LeafStatement rest = current(); rest != null; rest = next()) {
            first = ahead == 0 ? leafIndex : first;
            ahead++;
        }
        if (whole && ahead > 0) {
            findings.problem(
                    Kind.CUSTODY,
                    "custody/" + places.custody().getFileName(),
                    "ends with event " + custodySeq + ", and leaf " + first + " of the log and " + (ahead - 1)
                            + " after it name later ones: it was cut");
        }
        missing.forEach((location, index) ->
                findings.problem(Kind.LOG, "log leaf " + index, "names " + location + ", which is not in the vault"));
        unaccounted.stream()
                .sorted()
                .forEach(location ->
                        findings.problem(Kind.LOG, location, "has no leaf in the log, and no custody event"));
    }

    /** When the last leaf was sealed that the log of a wanted size has; sizes are missing where that cannot be told. */
    Map<Long, Instant> sealedAt() {
        return Collections.unmodifiableMap(sealedAt);
    }

    private void event(CustodyEvent event, long offset) {
        custodySeq = event.seq();
        if (event.act().action() == CustodyAction.SEALED) {
            sealing(event, offset);
        } else if (event.act().action() == CustodyAction.DELETED) {
            String location =
                    VaultPlaces.location(event.act().packageId(), event.act().version());
            if (missing.remove(location) != null) {
                findings.note(location + " was deleted, says custody event " + event.seq() + "; its leaf stays");
            }
        }
    }

    private void sealing(CustodyEvent event, long offset) {
        LeafStatement expected = LeafStatement.of(event);
        String location = VaultPlaces.location(expected);
        unaccounted.remove(location);
        LeafStatement next = current();
        while (next != null && next.custodySeq() < event.seq()) {
            findings.problem(Kind.LOG, path(), "names custody event " + next.custodySeq() + ", which seals no package");
            next = next();
        }
        if (next == null || next.custodySeq() > event.seq()) {
            if (next != null || offset < custodyBytes) {
                findings.problem(
                        Kind.LOG,
                        location,
                        next == null ? NO_LEAF : "has no leaf in the log, although later packages have");
            }
            return;
        }
        if (!next.equals(expected)) {
            findings.problem(Kind.LOG, path(), "does not say what custody event " + event.seq() + " says");
        }
        leaf = null;
    }

    private @Nullable LeafStatement current() {
        return leaf == null ? next() : leaf;
    }

    /** The next leaf that can be read; looks for its package. */
    private @Nullable LeafStatement next() {
        for (byte[] entry = audit.next(); entry != null; entry = audit.next()) {
            leafIndex = audit.index() - 1;
            try {
                LeafStatement statement = LeafStatement.parse(entry);
                leaf = statement;
                if (sizes.contains(audit.index())) {
                    sealedAt.put(audit.index(), statement.sealedAt());
                }
                String location = VaultPlaces.location(statement);
                unaccounted.remove(location);
                checkPackage(statement, location);
                return statement;
            } catch (LogException e) {
                findings.problem(Kind.LOG, path(), e.getMessage());
            }
        }
        leaf = null;
        return null;
    }

    private void checkPackage(LeafStatement statement, String location) {
        try {
            Optional<String> manifest = VaultPlaces.manifestSha256(storage, location);
            if (manifest.isEmpty()) {
                missing.put(location, leafIndex);
            } else if (!manifest.get().equals(statement.manifestSha256())) {
                findings.problem(Kind.LOG, location, "is not what leaf " + leafIndex + " of the log names");
            }
        } catch (IOException e) {
            findings.problem(
                    Kind.LOG, location, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private String path() {
        return "log leaf " + leafIndex;
    }
}
