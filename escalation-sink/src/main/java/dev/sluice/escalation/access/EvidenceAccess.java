package dev.sluice.escalation.access;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.erasure.Erasures;
import dev.sluice.escalation.inventory.Inventory;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One person's access to the evidence of a vault. Works beside a running sink. Not thread-safe.
 *
 * <p>The order is always the same: may this role see it; read it; compare it with what was sealed; write the event and
 * wait until it is on the device; only then hand it over. A vault that cannot be written, a full disk, a broken chain:
 * nothing is shown.
 */
public final class EvidenceAccess implements AutoCloseable {
    private final Path vault;
    private final EvidenceStorage storage;
    private final Actor actor;
    private final CustodyLog custody;

    private EvidenceAccess(Path vault, EvidenceStorage storage, Actor actor, CustodyLog custody) {
        this.vault = vault;
        this.storage = storage;
        this.actor = actor;
        this.custody = custody;
    }

    /**
     * Opens a vault for one person.
     *
     * @param vault the folder with the custody log
     * @param storage where its packages lie; closed with this
     * @throws VaultException where there is no vault, or its custody log cannot be written
     */
    public static EvidenceAccess open(Path vault, EvidenceStorage storage, Actor actor) {
        return open(vault, storage, actor, Clock.systemUTC(), StepHook.NONE);
    }

    /** The same with a clock and a hook for tests. */
    public static EvidenceAccess open(Path vault, EvidenceStorage storage, Actor actor, Clock clock, StepHook hook) {
        if (!Files.exists(SealedPackage.logOf(vault))) {
            throw new VaultException("vault '" + vault + "' has no custody log; allowed: a vault's folder");
        }
        try {
            Path folder = SealedPackage.logOf(vault).resolve("..").normalize();
            return new EvidenceAccess(
                    vault, storage, actor, CustodyLog.open(folder, actor, new DurableFiles(hook), clock));
        } catch (IOException | CustodyException e) {
            throw refused(vault, e);
        }
    }

    /**
     * The latest version of the package whose id starts with these digits, or the one that is named after them.
     *
     * @param idStart the package's id, or its first digits; with {@code /v} and a number for a version that is not the last
     * @throws VaultException where there is none or more than one
     */
    public SealedPackage find(String idStart) {
        return SealedPackage.find(vault, idStart);
    }

    /**
     * Shows a file of a package.
     *
     * @param file its path as the package's manifest has it
     * @param purpose what it is looked at for
     * @return its bytes; the event that says so is on the device
     * @throws VaultException where the role may not see it, it is not there or not as it was sealed, or the event cannot
     *     be written
     */
    public byte[] view(SealedPackage sealed, String file, String purpose) {
        requireReader();
        try {
            byte[] content = sealed.read(storage, file);
            Subject subject = new Subject(sealed.packageId(), sealed.version(), file, Sha256.hex(content));
            append(new Act(CustodyAction.VIEWED, subject, actor, restriction(sealed) + purpose));
            return content;
        } catch (IOException e) {
            throw refused(vault, e);
        }
    }

    /**
     * Copies a whole package out of the vault, as it was sealed.
     *
     * @param target a new folder
     * @param purpose what it is copied for
     * @return the event; it is on the device before the first file is
     * @throws VaultException where the role may not, the package is not as it was sealed, the folder exists, or the event
     *     cannot be written
     */
    public CustodyEvent copy(SealedPackage sealed, Path target, String purpose) {
        requireReader();
        if (Files.exists(target)) {
            throw new VaultException("folder '" + target + "' exists already; allowed: a new name");
        }
        try {
            List<String> files = storage.files(sealed.location());
            sealed.requireIntact(storage);
            CustodyEvent event = append(new Act(
                    CustodyAction.COPIED,
                    subject(sealed),
                    actor,
                    restriction(sealed) + purpose,
                    target.toAbsolutePath().toString()));
            copyFiles(sealed, files, target);
            return event;
        } catch (IOException e) {
            throw refused(vault, e);
        }
    }

    /**
     * Lets packages out of the vault for a production that is made of them. All of them are checked first; then the log
     * says of each that it was exported, and that something of it was masked or left unmasked; only then can they be
     * read.
     *
     * @param packages versions of packages, each once
     * @throws VaultException where the role may not, a package is not as it was sealed, or an event cannot be written;
     *     nothing is handed out then
     */
    public List<ReleasedPackage> release(List<SealedPackage> packages, Release release) {
        requireReader();
        try {
            List<Act> acts = new ArrayList<>();
            for (SealedPackage sealed : packages) {
                sealed.requireIntact(storage);
                String mark = restriction(sealed);
                acts.add(new Act(
                        release.masking(), subject(sealed), actor, mark + release.maskingPurpose(), release.to()));
                acts.add(new Act(
                        CustodyAction.EXPORTED, subject(sealed), actor, mark + release.purpose(), release.to()));
            }
            List<CustodyEvent> events = append(acts);
            List<ReleasedPackage> released = new ArrayList<>();
            for (int i = 0; i < packages.size(); i++) {
                released.add(new ReleasedPackage(packages.get(i), storage, events.get(2 * i + 1)));
            }
            return released;
        } catch (IOException e) {
            throw refused(vault, e);
        }
    }

    /**
     * Writes down something that others are about to do with what they have seen: hand over a packet made of it, say that
     * it arrived. They do it once this has returned.
     *
     * @param to where it goes; empty where it goes nowhere
     * @throws VaultException where the role may not, or the event cannot be written, and it must not be done
     */
    public CustodyEvent record(CustodyAction action, SealedPackage sealed, String purpose, String to) {
        requireReader();
        try {
            return append(new Act(action, subject(sealed), actor, purpose, to));
        } catch (IOException e) {
            throw refused(vault, e);
        }
    }

    @Override
    public void close() {
        try (EvidenceStorage closing = storage) {
            custody.close();
        } catch (IOException e) {
            throw new VaultException("vault '" + vault + "' cannot be closed", e);
        }
    }

    /**
     * What is said before the purpose where the evidence is about somebody who has asked for erasure and has to wait: it
     * may be used for legal claims only then (GDPR art. 18(2)), which is what legal reads it for, and each time says so.
     */
    private String restriction(SealedPackage sealed) throws IOException {
        if (!Files.isDirectory(vault.resolve(Journal.FOLDER))) {
            return "";
        }
        String author = Inventory.of(sealed, storage).author();
        return author == null
                ? ""
                : Erasures.read(vault)
                        .restricting(SubjectName.of(author))
                        .map(request -> "[restricted by erasure request " + request.id() + "] ")
                        .orElse("");
    }

    private void requireReader() {
        if (!actor.role().mayReadEvidence()) {
            throw new VaultException("role '" + actor.role().label()
                    + "' may not see evidence; allowed: legal. Proofs and the custody log are open to it");
        }
    }

    private CustodyEvent append(Act act) throws IOException {
        return append(List.of(act)).getFirst();
    }

    private List<CustodyEvent> append(List<Act> acts) throws IOException {
        try {
            return custody.append(acts);
        } catch (CustodyException e) {
            throw refused(vault, e);
        }
    }

    /** Under another name until it is whole: a copy that a full disk cut short must not pass for one. */
    private void copyFiles(SealedPackage sealed, List<String> files, Path target) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Path parent = Files.createDirectories(whole.resolveSibling(".").normalize());
        Path unfinished = Files.createTempDirectory(parent, ".unfinished-");
        try {
            for (String file : files) {
                Path path = unfinished.resolve(file);
                Files.createDirectories(path.resolve("..").normalize());
                Files.write(path, sealed.read(storage, file));
            }
            Files.move(unfinished, whole);
        } catch (IOException | RuntimeException e) {
            discard(unfinished, e);
            throw e;
        }
    }

    private static void discard(Path folder, Exception why) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static Subject subject(SealedPackage sealed) {
        return Subject.ofPackage(sealed.packageId(), sealed.version(), sealed.sha256());
    }

    private static VaultException refused(Path vault, Exception e) {
        String reason = switch (e) {
            case NoSuchFileException missing -> "there is no file '" + missing.getFile() + "'";
            case FileAlreadyExistsException exists -> "'" + exists.getFile() + "' exists already";
            case CustodyException custody -> String.valueOf(custody.getMessage());
            default ->
                e.getClass().getSimpleName() + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        };
        return new VaultException("vault '" + vault + "': nothing was handed out, for " + reason, e);
    }
}
