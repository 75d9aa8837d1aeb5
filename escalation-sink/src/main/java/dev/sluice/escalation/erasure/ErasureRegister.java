package dev.sluice.escalation.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.erasure.Erasures.Happening;
import dev.sluice.escalation.hold.Hold;
import dev.sluice.escalation.hold.Holds;
import dev.sluice.escalation.inventory.CaseFacts;
import dev.sluice.escalation.inventory.Inventory;
import dev.sluice.escalation.journal.Entry;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.retention.Disposal;
import dev.sluice.escalation.retention.RetentionSchedule;
import dev.sluice.escalation.retention.RetentionSchedule.OnErasure;
import dev.sluice.escalation.retention.Verdict;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.SealedPackage;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.SubjectKeys;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requests for erasure of a vault, open for one person. Works beside a running sink. Not thread-safe. Every step is in
 * the journal, and each can be taken again: after a crash {@link #runPending} goes on. Every method throws {@link
 * VaultException}, in one line, where it is not allowed or something cannot be written.
 */
public final class ErasureRegister implements AutoCloseable {
    private static final int LONGEST_REFERENCE = 500;

    private final Path vault;
    private final EvidenceStorage storage;
    private final RetentionSchedule schedule;
    private final Actor actor;
    private final Clock clock;
    private final CustodyLog custody;
    private final Journal journal;

    private ErasureRegister(
            Path vault,
            EvidenceStorage storage,
            RetentionSchedule schedule,
            CustodyLog custody,
            Actor actor,
            Times times) {
        this.vault = vault;
        this.storage = storage;
        this.schedule = schedule;
        this.actor = actor;
        this.clock = times.clock;
        this.custody = custody;
        this.journal = new Journal(vault, Journal.Kind.ERASURES, custody, new DurableFiles(times.hook), clock);
    }

    /**
     * What tests replace.
     *
     * @param clock says what time it is
     * @param hook hears of each step on disk
     */
    public record Times(Clock clock, StepHook hook) {
        /** The system's clock. */
        public static final Times SYSTEM = new Times(Clock.systemUTC(), StepHook.NONE);
    }

    /**
     * Opens a vault's register for one person.
     *
     * @param storage where its packages lie; closed with this
     * @param schedule says which evidence may go
     */
    public static ErasureRegister open(
            Path vault, EvidenceStorage storage, RetentionSchedule schedule, Actor actor, Times times) {
        if (!Set.of(Role.LEGAL, Role.DATA_PROTECTION).contains(actor.role())) {
            throw new VaultException(
                    "role '" + actor.role().label() + "' may not erase; allowed: legal, data-protection");
        }
        Path log = SealedPackage.logOf(vault);
        if (!Files.exists(log)) {
            throw new VaultException("vault '" + vault + "' has no custody log; allowed: a vault's folder");
        }
        try {
            CustodyLog custody =
                    CustodyLog.open(log.resolve("..").normalize(), actor, new DurableFiles(times.hook), times.clock);
            return new ErasureRegister(vault, storage, schedule, custody, actor, times);
        } catch (IOException | CustodyException e) {
            throw failed(vault, e);
        }
    }

    /**
     * Takes a request in and runs it, or puts it off where a hold stands; the same request again is the same request.
     *
     * @param pseudonym whom it is about, as posts name their authors
     * @param reference the file number of the request
     * @param keyFolders where keys are that what is kept about people is encrypted with
     * @throws VaultException also where one of the folders is not there
     */
    public Erasure request(String pseudonym, String reference, List<Path> keyFolders, String purpose) {
        if (reference.isBlank()
                || reference.length() > LONGEST_REFERENCE
                || reference.chars().anyMatch(Character::isISOControl)) {
            throw new VaultException("erasure request's reference cannot be used; allowed: up to " + LONGEST_REFERENCE
                    + " printable characters");
        }
        return attempt(() -> {
            SubjectName person = SubjectName.of(pseudonym);
            String id = Sha256.hex(person.hex() + "\0" + reference).substring(0, 16);
            if (journal.read().of(id).isEmpty()) {
                List<String> folders = new ArrayList<>();
                for (Path folder : keyFolders) {
                    var unused = KeyFolder.existing(folder);
                    folders.add(folder.toAbsolutePath().normalize().toString());
                }
                ObjectNode body = Erasures.body(Happening.REQUESTED)
                        .put("person", person.hex())
                        .put("reference", reference);
                var unused = journal.append(id, 1, Erasures.with(body, "keyFolders", folders), actor, purpose);
            }
            return run(id, purpose);
        });
    }

    /** Runs what was put off or interrupted, as far as no hold stands in its way; returns all requests that were open. */
    public List<Erasure> runPending(String purpose) {
        return attempt(() -> {
            List<Erasure> done = new ArrayList<>();
            for (Erasure request : Erasures.of(journal.read()).all()) {
                if (request.restricts()) {
                    done.add(run(request.id(), purpose));
                }
            }
            return done;
        });
    }

    @Override
    public void close() {
        try (EvidenceStorage closing = storage) {
            custody.close();
        } catch (IOException e) {
            throw failed(vault, e);
        }
    }

    /** Nobody can place a hold between the look at the holds and the end. */
    private Erasure run(String id, String purpose) throws IOException {
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            Journal.Contents contents = journal.read();
            Erasure request = Erasures.of(contents.of(id));
            if (!request.restricts()) {
                return request;
            }
            List<CaseFacts> cases = new ArrayList<>();
            int unreadable = collect(request, cases);
            Holds holds = Holds.read(vault);
            Set<String> waitsFor = blocking(request.person(), cases, holds);
            if (!waitsFor.isEmpty()) {
                List<String> ids = List.copyOf(waitsFor);
                if (request.state() != Erasure.State.DEFERRED
                        || !request.holds().equals(ids)) {
                    add(id, Erasures.with(Erasures.body(Happening.DEFERRED), "holds", ids), purpose);
                }
                return current(id);
            }
            journal.requireSoundClock(contents);
            erase(request, cases, unreadable, purpose);
            return current(id);
        }
    }

    /**
     * What is to go is written down before anything goes: what is deleted no longer says whom it was about, and a crash
     * must not lose sight of it.
     */
    private void erase(Erasure request, List<CaseFacts> cases, int unreadable, String purpose) throws IOException {
        String id = request.id();
        if (!has(id, Happening.STARTED)) {
            plan(id, cases, unreadable, purpose);
        }
        if (!has(id, Happening.KEYS_SHREDDED)) {
            List<String> shredded = shred(request);
            add(id, Erasures.with(Erasures.body(Happening.KEYS_SHREDDED), "keys", shredded), purpose);
        }
        if (!has(id, Happening.EVIDENCE_SETTLED)) {
            settle(current(id), cases, purpose);
        }
        add(id, Erasures.body(Happening.COMPLETED), purpose);
    }

    private void plan(String id, List<CaseFacts> cases, int unreadable, String purpose) throws IOException {
        List<String> goes = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        Holds holds = Holds.read(vault);
        for (CaseFacts facts : cases) {
            String why = reasonToKeep(facts, holds);
            if (why.isEmpty()) {
                goes.add(facts.packageId());
            } else {
                kept.add(facts.packageId() + ": " + why + " (GDPR art. 17(3))");
            }
        }
        ObjectNode body = Erasures.with(Erasures.body(Happening.STARTED), "deletes", goes);
        add(id, Erasures.with(body, "kept", kept).put("unreadable", unreadable), purpose);
    }

    /** Empty where it may go. */
    private String reasonToKeep(CaseFacts facts, Holds holds) {
        CaseFacts.About about = facts.about();
        return switch (Verdict.on(facts, schedule, holds, clock.instant())) {
            case Verdict.NotDue notDue ->
                about != null && schedule.rule(about.legalCategory()).onErasure() == OnErasure.DELETE
                        ? ""
                        : notDue.why();
            case Verdict.Held held -> held.why();
            case Verdict.Unreadable unreadable -> unreadable.why();
            case Verdict.Due due -> "";
            case Verdict.Unfinished unfinished -> "";
        };
    }

    private void settle(Erasure request, List<CaseFacts> cases, String purpose) throws IOException {
        List<String> deleted = new ArrayList<>();
        List<String> kept = new ArrayList<>(request.kept());
        String why = "erasure request " + request.id() + ": " + purpose;
        for (CaseFacts facts : cases) {
            if (!request.deletes().contains(facts.packageId())) {
                continue;
            }
            switch (new Disposal(storage, custody, actor, clock).dispose(facts, why)) {
                case DELETED, ERASED -> deleted.add(facts.packageId());
                case HELD -> kept.add(facts.packageId() + ": is under a legal hold in " + storage.describe());
                case LOCKED ->
                    kept.add(facts.packageId() + ": is locked in " + storage.describe() + " and has no key of its own");
            }
        }
        ObjectNode body = Erasures.with(Erasures.body(Happening.EVIDENCE_SETTLED), "deleted", deleted);
        add(request.id(), Erasures.with(body, "kept", kept), purpose);
    }

    /** Returns the ids of all keys of the person, those destroyed before a crash included. */
    private List<String> shred(Erasure request) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String folder : request.keyFolders()) {
            KeyFolder store = KeyFolder.existing(Path.of(folder));
            store.shred(request.person(), clock.instant()).shredded().stream()
                    .map(SubjectKeys.Shredded::id)
                    .forEach(keys::add);
        }
        return List.copyOf(keys);
    }

    /** The person's cases, and those that are to go already; returns how many cases nobody can read. */
    private int collect(Erasure request, List<CaseFacts> cases) throws IOException {
        int[] unreadable = new int[1];
        Inventory.visit(vault, storage, facts -> {
            CaseFacts.About about = facts.about();
            String author = about == null ? null : about.author();
            if (request.deletes().contains(facts.packageId())
                    || author != null && SubjectName.of(author).equals(request.person())) {
                cases.add(facts);
            } else if (about == null && !facts.versions().isEmpty() && !facts.erased()) {
                unreadable[0]++;
            }
        });
        return unreadable[0];
    }

    private static Set<String> blocking(SubjectName person, List<CaseFacts> cases, Holds holds) {
        Set<String> ids = new TreeSet<>();
        holds.on(person).stream().map(Hold::id).forEach(ids::add);
        cases.forEach(facts -> holds.on(facts).stream().map(Hold::id).forEach(ids::add));
        return ids;
    }

    private boolean has(String id, Happening happening) throws IOException {
        return Erasures.has(journal.read().of(id), happening);
    }

    private void add(String id, ObjectNode body, String purpose) throws IOException {
        List<Entry> before = journal.read().of(id);
        var unused = journal.append(id, before.size() + 1, body, actor, purpose);
    }

    private Erasure current(String id) throws IOException {
        return Erasures.of(journal.read().of(id));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T attempt(Work<T> work) {
        try {
            return work.run();
        } catch (IOException | CustodyException e) {
            throw failed(vault, e);
        }
    }

    private static VaultException failed(Path vault, Exception e) {
        String detail = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new VaultException(
                "erasure in vault '" + vault + "' cannot go on (" + e.getClass().getSimpleName() + ": " + detail + ")",
                e);
    }
}
