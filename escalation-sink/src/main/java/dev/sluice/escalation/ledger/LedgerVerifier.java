package dev.sluice.escalation.ledger;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.LogAudit;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogReader;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a vault's log offline: its tree and tiles, its checkpoints and who signed them, leaves against custody and
 * packages, timestamps, acknowledgements, and checkpoints that somebody kept. What is in packages, and the chain of the
 * custody log, is for {@link dev.sluice.escalation.vault.VaultVerifier}. May run while a sink writes.
 */
public final class LedgerVerifier {
    private static final Set<String> FILES =
            Set.of(LogReader.CHECKPOINT, LogReader.KEYS, IssuedCheckpoints.AUTHORITIES, LedgerLock.FILE);
    private static final Set<String> FOLDERS = Set.of("tile/", IssuedCheckpoints.TOP);

    private final VaultPlaces places;
    private final EvidenceStorage packages;
    private final LogStorage storage;
    private final LedgerTrust trust;
    private final long custodyBytes;
    private final Findings findings = new Findings();

    private LedgerVerifier(Path vault, EvidenceStorage packages, LedgerTrust trust) throws IOException {
        this.places = new VaultPlaces(vault);
        this.packages = packages;
        this.storage = places.log(StepHook.NONE);
        this.trust = trust;
        this.custodyBytes = Files.exists(places.custody()) ? Files.size(places.custody()) : 0;
    }

    /** A verifier of a vault whose packages lie in its own folder; see below. */
    public static LedgerVerifier of(Path vault, LedgerTrust trust) {
        return of(vault, FolderStorage.reading(vault), trust);
    }

    /**
     * A verifier of this vault. Packages that are sealed after this call need not be in the log when it is verified, so
     * make it before anything else that takes time.
     *
     * @param packages where the vault's packages lie; stays open
     * @throws VaultException where the vault cannot be read
     */
    public static LedgerVerifier of(Path vault, EvidenceStorage packages, LedgerTrust trust) {
        try {
            return new LedgerVerifier(vault, packages, trust);
        } catch (IOException e) {
            throw cannotRead(vault, e);
        }
    }

    /**
     * Verifies; to be called once.
     *
     * @throws VaultException where the vault cannot be read
     */
    public LedgerVerification verify() {
        try {
            return run();
        } catch (IOException e) {
            throw cannotRead(places.vault(), e);
        }
    }

    private LedgerVerification run() throws IOException {
        if (!places.hasLog()) {
            return withoutLog();
        }
        checkTop();
        LogReader reader;
        try {
            reader = LogReader.open(storage);
        } catch (LogException e) {
            findings.problem(Kind.LOG, "log", e.getMessage());
            return result(null, 0, null);
        }
        Checkpoint head = reader.checkpoint();
        LogKeys keys = LogKeys.of(head.origin(), trust.keys(), LogKeys.named(storage, findings));
        List<String> items = IssuedCheckpoints.items(storage);
        Set<Long> sizes = sizes(items);
        sizes.add(head.size());
        LogAudit audit = new LogAudit(
                storage, reader, sizes, (name, detail) -> findings.problem(Kind.LOG, "log/" + name, detail));
        LeafCheck leaves = new LeafCheck(places, packages, audit, findings, new LeafCheck.Wanted(custodyBytes, sizes));
        leaves.run();
        keys.check(reader.note(), leaves.sealedAt().get(head.size()))
                .ifPresent(wrong -> findings.problem(wrong.kind(), "log/" + LogReader.CHECKPOINT, wrong.detail()));
        audit.finish();
        checkStrays(audit);
        IssuedCheck issued = new IssuedCheck(
                new IssuedCheck.Context(storage, audit, head, keys, leaves.sealedAt()), trust, findings);
        issued.run(items);
        for (SignedNote seen : trust.seen()) {
            issued.checkSeen(seen, "kept checkpoint");
        }
        return result(head, items.size(), issued);
    }

    private LedgerVerification withoutLog() throws IOException {
        int[] found = {0};
        VaultPlaces.packages(packages, location -> found[0]++);
        if (found[0] > 0 || !trust.seen().isEmpty()) {
            findings.problem(Kind.LOG, "log", "is missing, and there are " + found[0] + " packages; the sink makes it");
        }
        return result(null, 0, null);
    }

    private void checkTop() throws IOException {
        for (String name : storage.list("")) {
            if (name.endsWith(".unfinished") && FILES.contains(name.substring(0, name.lastIndexOf('.')))) {
                findings.note("log/" + name + " was left unfinished by a crash; it counts for nothing");
            } else if (!FILES.contains(name) && !FOLDERS.contains(name)) {
                reportAdded(name);
            }
        }
    }

    private void checkStrays(LogAudit audit) throws IOException {
        LogAudit.Strays strays = audit.strays();
        strays.added().forEach(this::reportAdded);
        List<String> leftovers = strays.leftovers();
        if (!leftovers.isEmpty()) {
            findings.note("log/" + leftovers.get(0) + " and " + (leftovers.size() - 1)
                    + " more are being written, or were left unfinished by a crash; they count for nothing");
        }
    }

    private void reportAdded(String name) {
        findings.problem(Kind.COMPLETENESS, "log/" + name.replaceAll("[^\\x20-\\x7e]", "?"), "was added");
    }

    private Set<Long> sizes(List<String> items) {
        Set<Long> sizes = new HashSet<>();
        items.forEach(item -> sizes.add(Long.parseLong(item)));
        for (SignedNote seen : trust.seen()) {
            try {
                sizes.add(Checkpoint.of(seen).size());
            } catch (LogException e) {
                // Reported when it is held against the log.
            }
        }
        return sizes;
    }

    private LedgerVerification result(@Nullable Checkpoint head, int items, @Nullable IssuedCheck issued) {
        return new LedgerVerification(
                head,
                items,
                issued == null ? 0 : issued.timestamps(),
                issued == null ? 0 : issued.waiting(),
                issued == null ? 0 : issued.acknowledgements(),
                findings.problems(),
                findings.notes(),
                findings.exitCode());
    }

    private static VaultException cannotRead(Path vault, IOException e) {
        return new VaultException(
                "log of vault '" + vault + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
}
