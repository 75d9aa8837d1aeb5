package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.ErasedException;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FileNames.Root;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.VaultVerification.CustodyEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole vault: every version of every package, every quarantined record, the custody log's chain, each against
 * the other, and that there is nothing else. May run while a sink writes: it looks at packages first and reads the log
 * afterwards, and only notes what is in {@code staging/}. Keeps a hash and a name for each package in memory.
 */
public final class VaultVerifier {
    private static final int MOST_PROBLEMS = 1_000;

    private final Path vault;
    private final EvidenceStorage storage;
    private final @Nullable KeyRing trusted;
    private final Consumer<Verification> each;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> unaccounted = new HashMap<>();
    private final Map<String, String> supersedes = new HashMap<>();
    private final Map<String, String> signers = new HashMap<>();
    private final Map<String, String> latestSealed = new HashMap<>();
    private final Set<String> acquired = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    /** Packages that are there and whose key is destroyed. */
    private final SortedSet<String> erased = new TreeSet<>();

    private final SortedMap<String, Long> missing = new TreeMap<>();
    private @Nullable CustodyEvent head;
    private @Nullable String lastSealedHash;
    private int packages;
    private int broken;
    private int lowestCode = Integer.MAX_VALUE;

    private VaultVerifier(Path vault, EvidenceStorage storage, @Nullable KeyRing trusted, Consumer<Verification> each) {
        this.vault = vault;
        this.storage = storage;
        this.trusted = trusted;
        this.each = each;
    }

    /**
     * Verifies a vault whose packages lie in its own folder.
     *
     * @param vault its folder
     * @param trusted keys that may have signed packages; null to take those in the packages
     * @param each hears of each package as soon as it is verified
     * @throws VaultException where there is no vault, or it cannot be read
     */
    public static VaultVerification verify(
            Path vault, @Nullable List<VerificationKey> trusted, Consumer<Verification> each) {
        return verify(vault, FolderStorage.reading(vault), trusted == null ? null : KeyRing.of(trusted), each);
    }

    /**
     * Verifies a vault whose packages lie in this storage.
     *
     * @param vault the folder with the custody log
     * @param trusted keys that may have signed packages, and when; null to take those in the packages
     * @param each hears of each package as soon as it is verified
     * @throws VaultException where there is no vault, or it cannot be read
     */
    public static VaultVerification verify(
            Path vault, EvidenceStorage storage, @Nullable KeyRing trusted, Consumer<Verification> each) {
        if (!Files.isDirectory(vault)) {
            throw new VaultException("vault '" + vault + "' does not exist; allowed: a vault's folder");
        }
        try {
            return new VaultVerifier(vault, storage, trusted, each).run();
        } catch (IOException e) {
            throw new VaultException(
                    "vault '" + vault + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private VaultVerification run() throws IOException {
        VaultLayout.Findings layout = VaultLayout.check(vault);
        layout.problems().forEach(problem -> report(problem.kind(), problem.path(), problem.detail()));
        notes.addAll(layout.notes());
        storage.visit(Root.PACKAGES, new Visitor(this::verifyPackage));
        storage.visit(Root.QUARANTINE, new Visitor(this::verifyQuarantined));
        CustodyEnd end = readCustody();
        missing.forEach((location, seq) ->
                report(Kind.COMPLETENESS, location, "is missing, and custody event " + seq + " names it"));
        erased.forEach(location ->
                report(Kind.CUSTODY, location, "was erased, and no custody event says that its key was destroyed"));
        unaccounted.keySet().stream()
                .sorted()
                .forEach(location -> report(Kind.CUSTODY, location, "is in no event of the custody log"));
        int code = lowestCode == Integer.MAX_VALUE ? 0 : lowestCode;
        return new VaultVerification(packages, broken, end, problems, notes, code);
    }

    private void verifyPackage(String location) throws IOException {
        try (Scratch scratch = new Scratch()) {
            Path folder = storage.fetch(location, scratch.folder());
            Verification verification = PackageVerifier.verify(folder, trusted, null)
                    .named(Names.idIn(location) + "/v" + Names.versionIn(location));
            packages++;
            if (!verification.ok()) {
                broken++;
                lowestCode = Math.min(lowestCode, verification.exitCode());
            }
            each.accept(verification);
            unaccounted.put(location, hashOf(folder.resolve(Manifest.TAGS)));
            String signer = verification.signerKeyId();
            if (signer != null && trusted != null) {
                signers.put(location, signer);
            }
            if (Names.versionIn(location) > 1) {
                supersedes.put(location, BagInfo.read(folder).field("Supersedes"));
            }
        } catch (ErasedException e) {
            erased.add(location);
        }
    }

    private void verifyQuarantined(String location) throws IOException {
        try (Scratch scratch = new Scratch()) {
            QuarantinedRecord.Found found = QuarantinedRecord.find(storage.fetch(location, scratch.folder()));
            found.problems()
                    .forEach(problem -> report(problem.kind(), location + "/" + problem.path(), problem.detail()));
            unaccounted.put(location, found.sha256());
        } catch (ErasedException e) {
            erased.add(location);
        }
    }

    private static String hashOf(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Sha256.hex(file) : "missing";
    }

    private CustodyEnd readCustody() throws IOException {
        Path log = vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
        try {
            CustodyReader.End end = CustodyReader.read(log, (event, offset) -> {
                head = event;
                account(event);
            });
            if (end.tornBytes() > 0) {
                notes.add("custody log ends with " + end.tornBytes()
                        + " bytes of a line that was never finished; its next writer takes them off");
            }
        } catch (CustodyException e) {
            report(Kind.CUSTODY, Names.CUSTODY + "/" + CustodyLog.FILE, e.getMessage());
        }
        return head == null
                ? new CustodyEnd(0, CustodyEvent.GENESIS, null)
                : new CustodyEnd(head.seq(), head.hash(), lastSealedHash);
    }

    private void account(CustodyEvent event) {
        CustodyEvent.Act act = event.act();
        switch (act.action()) {
            case ACQUIRED -> acquired.add(Names.location(act.packageId(), act.version()));
            case SEALED -> {
                lastSealedHash = event.hash();
                accountSealed(event);
            }
            case QUARANTINED -> account(Names.quarantine(act.packageId()), "", event);
            case REPAIRED -> notes.add("custody event " + event.seq() + " at " + event.at() + ": " + act.purpose());
            case VIEWED, VERIFIED, COPIED, EXPORTED, TRANSFERRED, REDACTED, UNMASKED, HOLD_ON, HOLD_OFF ->
                requireSealed(event);
            case HOLD_RECORDED, ERASURE_RECORDED -> {
                // About no package; the journals are checked by themselves.
            }
            case KEY_SHREDDED -> {
                requireSealed(event);
                accountShredded(event);
            }
            case DELETED -> {
                requireSealed(event);
                accountDeleted(event);
            }
        }
    }

    /** What custody says was deleted is not missing. */
    private void accountDeleted(CustodyEvent event) {
        String location = Names.location(event.act().packageId(), event.act().version());
        if (missing.remove(location) != null) {
            notes.add(location + " was deleted by custody event " + event.seq() + " at " + event.at());
        }
    }

    /** What custody says was erased need not be readable. */
    private void accountShredded(CustodyEvent event) {
        String location = Names.location(event.act().packageId(), event.act().version());
        if (erased.remove(location)) {
            notes.add(location + " was erased by custody event " + event.seq() + " at " + event.at()
                    + "; its files are there and nobody can read them");
        }
    }

    private void accountSealed(CustodyEvent event) {
        CustodyEvent.Act act = event.act();
        String location = Names.location(act.packageId(), act.version());
        if (!acquired.remove(location)) {
            report(Kind.CUSTODY, location, "was sealed by custody event " + event.seq() + ", and none acquired it");
        }
        String before = act.version() == 1 ? "" : latestSealed.get(Names.location(act.packageId(), act.version() - 1));
        if (before == null) {
            report(
                    Kind.CUSTODY,
                    location,
                    "was sealed by custody event " + event.seq() + " before version " + (act.version() - 1));
        } else if (act.version() > 1) {
            String said = supersedes.remove(location);
            if (said != null && !said.equals("v" + (act.version() - 1) + " " + before)) {
                report(
                        Kind.CONTENT,
                        location,
                        "does not supersede version " + (act.version() - 1) + " as it was sealed");
            }
        }
        latestSealed.put(location, act.sha256());
        checkKeyAtSealing(location, event);
        account(location, "/" + Manifest.TAGS, event);
    }

    /** Only the log says when a package was sealed, and so whether its key was good then. */
    private void checkKeyAtSealing(String location, CustodyEvent event) {
        String signer = signers.remove(location);
        KeyRing.Entry entry = signer == null || trusted == null ? null : trusted.find(signer);
        if (entry != null && entry.revokedAt() == null) {
            String objection = entry.objection(event.at());
            if (objection != null) {
                report(
                        Kind.UNKNOWN_KEY,
                        location + "/" + PackageContents.SIGNER,
                        "is key " + signer + ", which " + objection);
            }
        }
    }

    private void requireSealed(CustodyEvent event) {
        CustodyEvent.Act act = event.act();
        if (!latestSealed.containsKey(Names.location(act.packageId(), act.version()))) {
            report(
                    Kind.CUSTODY,
                    Names.location(act.packageId(), act.version()),
                    "is named by custody event " + event.seq() + " and was not sealed before it");
        }
    }

    private void account(String location, String file, CustodyEvent event) {
        if (!named.add(location)) {
            report(Kind.CUSTODY, location, "is in the custody log twice");
            return;
        }
        String hash = unaccounted.remove(location);
        if (hash == null && isThereNow(location)) {
            // Erased, or written after we looked.
            return;
        }
        if (hash == null) {
            missing.put(location, event.seq());
        } else if (!hash.equals(event.act().sha256())) {
            report(Kind.CUSTODY, location + file, "is not what custody event " + event.seq() + " names");
        }
    }

    private boolean isThereNow(String location) {
        try {
            return storage.contains(location) && !storage.files(location).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void report(Kind kind, String path, @Nullable String detail) {
        lowestCode = Math.min(lowestCode, kind.exitCode());
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(kind, path, String.valueOf(detail)));
        }
    }

    private interface Check {
        void run(String location) throws IOException;
    }

    /** Checks what is ours and reports what is not. */
    private final class Visitor implements EvidenceStorage.Visitor {
        private final Check check;

        Visitor(Check check) {
            this.check = check;
        }

        @Override
        public void parcel(String location) throws IOException {
            check.run(location);
        }

        @Override
        public void stray(String path) {
            report(Kind.COMPLETENESS, Names.printable(path), "was added");
        }
    }
}
