package dev.sluice.escalation.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.inventory.CaseFacts.About;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the cases of a vault. Holds an id and two hashes for each in memory, and one package's facts at a time. */
public final class Inventory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Inventory() {}

    /** Hears of each case. */
    public interface Visitor {
        /** The next case. */
        void found(CaseFacts facts) throws IOException;
    }

    /**
     * Visits all cases that were ever sealed, in the order in which they were sealed first.
     *
     * @throws IOException where custody or storage cannot be read
     */
    public static void visit(Path vault, EvidenceStorage storage, Visitor visitor) throws IOException {
        Map<String, Known> cases = new LinkedHashMap<>();
        CustodyReader.read(SealedPackage.logOf(vault), (event, offset) -> note(cases, event));
        for (Map.Entry<String, Known> one : cases.entrySet()) {
            visitor.found(one.getValue().facts(one.getKey(), storage));
        }
    }

    /** All cases that one asks for; see {@link #visit}. */
    public static List<CaseFacts> find(
            Path vault, EvidenceStorage storage, java.util.function.Predicate<CaseFacts> asked) throws IOException {
        List<CaseFacts> found = new ArrayList<>();
        visit(vault, storage, facts -> {
            if (asked.test(facts)) {
                found.add(facts);
            }
        });
        return found;
    }

    /**
     * What one package's evidence says of itself.
     *
     * @throws IOException where it cannot be read
     * @throws VaultException where it is not as it was sealed
     */
    public static About of(SealedPackage sealed, EvidenceStorage storage) throws IOException {
        return about(sealed, storage);
    }

    private static final class Known {
        private final TreeMap<Integer, SealedPackage> sealed = new TreeMap<>();
        private final Set<Integer> deleted = new TreeSet<>();
        private Instant lastSealedAt = Instant.EPOCH;
        private boolean erased;

        private List<SealedPackage> versions(boolean gone) {
            return sealed.values().stream()
                    .filter(version -> deleted.contains(version.version()) == gone)
                    .toList();
        }

        private CaseFacts facts(String id, EvidenceStorage storage) {
            List<SealedPackage> kept = versions(false);
            About about = null;
            String unreadable = "deleted";
            if (!kept.isEmpty()) {
                try {
                    about = about(kept.getLast(), storage);
                    unreadable = "";
                } catch (IOException | VaultException e) {
                    unreadable = String.valueOf(e.getMessage());
                }
            }
            return new CaseFacts(id, kept, versions(true), erased, lastSealedAt, about, unreadable);
        }
    }

    private static void note(Map<String, Known> cases, CustodyEvent event) {
        CustodyEvent.Act act = event.act();
        switch (act.action()) {
            case SEALED -> {
                Known known = cases.computeIfAbsent(act.packageId(), id -> new Known());
                known.sealed.put(act.version(), new SealedPackage(act.packageId(), act.version(), act.sha256()));
                known.lastSealedAt = event.at();
                // New material after an erasure has a key of its own.
                known.erased = false;
            }
            case KEY_SHREDDED -> cases.computeIfAbsent(act.packageId(), id -> new Known()).erased = true;
            case DELETED ->
                cases.computeIfAbsent(act.packageId(), id -> new Known())
                        .deleted
                        .add(act.version());
            case ACQUIRED, QUARANTINED, VIEWED, VERIFIED, COPIED, EXPORTED, TRANSFERRED, REDACTED, UNMASKED -> {
                // Changes nothing of what there is.
            }
            case HOLD_ON, HOLD_OFF, HOLD_RECORDED, ERASURE_RECORDED, REPAIRED -> {
                // Nor do these.
            }
        }
    }

    private static About about(SealedPackage latest, EvidenceStorage storage) throws IOException {
        JsonNode escalation = JSON.readTree(latest.read(storage, "data/escalation/escalation.json"));
        JsonNode post = JSON.readTree(latest.read(storage, "data/post/post.json"));
        return new About(
                escalation.path("id").asText(),
                escalation.path("legalCategory").asText(),
                post.path("id").asText(),
                text(post, "author"),
                text(escalation, "retention"));
    }

    private static @Nullable String text(JsonNode record, String field) {
        return record.path(field).isTextual() ? record.path(field).asText() : null;
    }
}
