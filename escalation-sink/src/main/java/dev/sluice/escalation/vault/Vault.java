package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.storage.Parcel;
import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
import dev.sluice.escalation.vault.SealResult.Barred;
import dev.sluice.escalation.vault.SealResult.Conflict;
import dev.sluice.escalation.vault.SealResult.Sealed;
import dev.sluice.escalation.vault.SealResult.Unknown;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Evidence, open for writing. The vault's folder has the custody log; packages lie in its storage, which is that folder
 * too unless another one is given.
 *
 * <p>Sealing takes packages to storage first and then says so in the custody log. Whatever a crash leaves undone,
 * sealing the same escalation again finishes, with the same bytes and one custody event. Several processes may have a
 * vault open; the custody log's lock lets one of them write at a time. Not thread-safe.
 *
 * <pre>
 * packages/ab/abcdef…/v1/   one folder for each version of a sealed escalation
 * custody/custody.jsonl     who did what, and when
 * quarantine/ab/abcdef…/    records that could not be sealed, whole
 * holds/                    which packages are under a legal hold
 * log/                      the log of sealed packages, which dev.sluice.escalation.ledger writes
 * staging/                  what is being written; nothing in it counts
 * </pre>
 */
public final class Vault implements AutoCloseable {
    private static final String ESCALATED = "escalated to legal";
    private static final String ADDED = "document added to evidence";

    private final VaultSettings settings;
    private final Actor sink;
    private final EvidenceStorage storage;
    private final CustodyLog custody;
    private final Sealer sealer;

    private Vault(VaultSettings settings, Sealer sealer, EvidenceStorage storage, CustodyLog custody) {
        this.settings = settings;
        this.sink = Actor.process(settings.actor(), Role.SINK);
        this.sealer = sealer;
        this.storage = storage;
        this.custody = custody;
    }

    /** Opens a vault with the system's clock. */
    public static Vault open(VaultSettings settings, SigningKey key) {
        return open(settings, key, Clock.systemUTC(), StepHook.NONE);
    }

    /**
     * Opens a vault whose packages lie in its own folder, and makes its folders.
     *
     * @throws VaultException where it cannot be written, or its custody log is in use or does not hold
     */
    public static Vault open(VaultSettings settings, SigningKey key, Clock clock, StepHook hook) {
        try {
            EvidenceStorage storage = FolderStorage.open(settings.folder(), new DurableFiles(hook));
            return open(settings, new Sealer(settings.tenant(), key, null, clock), storage, clock, hook);
        } catch (IOException e) {
            throw cannotWrite(settings.folder().toString(), e);
        }
    }

    /**
     * Opens a vault whose packages lie in this storage, which the vault closes.
     *
     * @throws VaultException where it cannot be written, its custody log is in use or does not hold, or the key may not
     *     sign
     */
    public static Vault open(
            VaultSettings settings, Sealer sealer, EvidenceStorage storage, Clock clock, StepHook hook) {
        sealer.requireUsableKey();
        Actor sink = Actor.process(settings.actor(), Role.SINK);
        try {
            DurableFiles files = new DurableFiles(hook);
            CustodyLog custody = CustodyLog.open(settings.folder().resolve(Names.CUSTODY), sink, files, clock);
            return new Vault(settings, sealer, storage, custody);
        } catch (IOException e) {
            throw cannotWrite(settings.folder().toString(), e);
        } catch (CustodyException e) {
            throw new VaultException("vault '" + settings.folder() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Seals an escalation, or finds it sealed.
     *
     * @throws VaultException where the vault cannot be written, or holds the package half or changed; nothing that
     *     counts was written then
     */
    public SealResult seal(Evidence evidence) {
        return seal(List.of(evidence)).getFirst();
    }

    /**
     * Seals escalations, which takes less time together than one by one; the results are in the same order.
     *
     * @throws VaultException as above; some may be sealed then, each of them whole, and are found so the next time
     */
    public List<SealResult> seal(List<Evidence> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        sealer.requireUsableKey();
        return inOneGo(ESCALATED, (plan, steps, results) -> {
            for (Evidence evidence : batch) {
                if (plan.wouldRepeat(evidence, steps)) {
                    results.addAll(carryOut(plan.laidOut(steps), sink, ESCALATED));
                    steps.clear();
                }
                steps.add(finished(plan, () -> plan.of(evidence)));
            }
        });
    }

    /**
     * Adds documents to sealed packages, each as the next version of its package, or finds them added; the results are in
     * the same order. A document whose package is not sealed yet is told as {@link SealResult.Unknown}.
     *
     * @throws VaultException as for sealing; a package that is not as it was sealed gets no next version
     */
    public List<SealResult> add(List<Addition> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        sealer.requireUsableKey();
        return inOneGo(ADDED, (plan, steps, results) -> {
            for (Addition addition : batch) {
                if (plan.wouldRepeat(addition, steps)) {
                    results.addAll(carryOut(plan.laidOut(steps), sink, ADDED));
                    steps.clear();
                }
                steps.add(finished(plan, () -> plan.of(addition)));
            }
        });
    }

    /**
     * Whether documents may be added to what is sealed of an escalation; true where nothing is sealed of it yet. Of others
     * nothing may be kept anywhere, not even aside.
     *
     * @throws VaultException where the vault cannot be read
     */
    public boolean takesDocuments(String escalation) {
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            return new SealPlan(sealer, custody, storage).takesDocuments(escalation);
        } catch (IOException e) {
            throw cannotWrite(storage.describe(), e);
        }
    }

    private interface Planning {
        void plan(SealPlan plan, List<SealStep> steps, List<SealResult> results) throws IOException;
    }

    private interface Question {
        SealStep ask() throws IOException;
    }

    private List<SealResult> inOneGo(String purpose, Planning planning) {
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            SealPlan plan = new SealPlan(sealer, custody, storage);
            List<SealResult> results = new ArrayList<>();
            List<SealStep> steps = new ArrayList<>();
            planning.plan(plan, steps, results);
            results.addAll(carryOut(plan.laidOut(steps), sink, purpose));
            return results;
        } catch (IOException e) {
            throw cannotWrite(storage.describe(), e);
        }
    }

    /** The step, once all that had to come before it is done. */
    private SealStep finished(SealPlan plan, Question question) throws IOException {
        SealStep step = question.ask();
        while (step instanceof SealStep.Before before) {
            var unused = carryOut(List.of(before.unfinished()), sink, "written before a crash");
            step = question.ask();
        }
        return step;
    }

    /**
     * Adds documents to a sealed package as its next version; the versions before stay as they are.
     *
     * @param by who adds them
     * @throws VaultException where there is no such package, or all of these documents are in it already
     */
    public SealResult supplement(Supplement supplement, Actor by, String purpose) {
        sealer.requireUsableKey();
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            SealPlan plan = new SealPlan(sealer, custody, storage);
            return carryOut(List.of(plan.of(supplement)), by, purpose).getFirst();
        } catch (IOException e) {
            throw cannotWrite(storage.describe(), e);
        }
    }

    /**
     * Puts a record aside that cannot be sealed; doing it again changes nothing.
     *
     * @throws VaultException where the vault cannot be written, or holds the record with other files
     */
    public CustodyEvent quarantine(UnsealableRecord record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        Place place = record.place();
        String id = Names.quarantineId(place.topic(), place.partition(), place.offset(), Sha256.hex(value));
        try (CustodyLog.Exclusive exclusive = custody.exclusive()) {
            String location = Names.quarantine(id);
            QuarantinedRecord aside = QuarantinedRecord.of(record);
            CustodyEvent known = custody.find(CustodyAction.QUARANTINED, id, 0);
            if (!storage.contains(location)) {
                storage.publish(List.of(new Parcel(location, aside.files())));
            } else if (known == null) {
                requireSame(location, aside);
            }
            if (known != null) {
                return known;
            }
            Subject subject = Subject.ofRecord(id, aside.sha256());
            return custody.append(
                    new Act(CustodyAction.QUARANTINED, subject, sink, "cannot be sealed: " + record.reason()));
        } catch (IOException e) {
            throw cannotWrite(storage.describe(), e);
        }
    }

    /** Lets go of custody log and storage. */
    @Override
    public void close() {
        try (EvidenceStorage closing = storage) {
            custody.close();
        } catch (IOException e) {
            throw cannotWrite(settings.folder().toString(), e);
        }
    }

    /** Packages to storage, then their events to the log: all at once, for a device takes that as one request. */
    private List<SealResult> carryOut(List<SealStep> steps, Actor by, String purpose) throws IOException {
        List<Parcel> parcels = new ArrayList<>();
        List<Act> acts = new ArrayList<>();
        for (SealStep step : steps) {
            if (step instanceof SealStep.Seal seal) {
                if (seal.contents() != null) {
                    parcels.add(new Parcel(seal.location(), seal.contents()));
                }
                if (seal.known() == null) {
                    if (seal.acquired() != null) {
                        acts.add(new Act(CustodyAction.ACQUIRED, seal.acquired(), by, purpose));
                    }
                    acts.add(new Act(CustodyAction.SEALED, seal.sealed(), sink, purpose));
                }
            }
        }
        if (!parcels.isEmpty()) {
            try (StageTimes.Lap lap = sealer.times().begin(Stage.STORE)) {
                storage.publish(parcels);
            }
        }
        Iterator<CustodyEvent> sealings = append(acts).stream()
                .filter(event -> event.act().action() == CustodyAction.SEALED)
                .iterator();
        List<SealResult> results = new ArrayList<>(steps.size());
        for (SealStep step : steps) {
            switch (step) {
                case SealStep.Clash clash -> results.add(new Conflict(clash.packageId(), clash.detail()));
                case SealStep.Unknown unknown -> results.add(new Unknown(unknown.packageId()));
                case SealStep.Barred barred -> results.add(new Barred(barred.packageId(), barred.detail()));
                case SealStep.Before before ->
                    throw new IllegalStateException("package " + before.packageId() + " has steps before");
                case SealStep.Open open ->
                    throw new IllegalStateException("package " + open.packageId() + " is not laid out");
                case SealStep.Seal seal -> {
                    CustodyEvent known = seal.known();
                    results.add(new Sealed(
                            seal.sealed().packageId(),
                            seal.location(),
                            seal.signerKeyId(),
                            known != null ? known : sealings.next(),
                            known != null));
                }
            }
        }
        return results;
    }

    private List<CustodyEvent> append(List<Act> acts) throws IOException {
        if (acts.isEmpty()) {
            return List.of();
        }
        try (StageTimes.Lap lap = sealer.times().begin(Stage.CUSTODY)) {
            return custody.append(acts);
        }
    }

    /** A crash came between a quarantined record and its custody event: look before swearing to it. */
    private void requireSame(String location, QuarantinedRecord aside) throws IOException {
        try (Scratch scratch = new Scratch()) {
            QuarantinedRecord.Found found = QuarantinedRecord.find(storage.fetch(location, scratch.folder()));
            if (!found.problems().isEmpty() || !found.sha256().equals(aside.sha256())) {
                throw new VaultException("quarantined record '" + location + "' in " + storage.describe()
                        + " is not as it was read, and no custody event"
                        + " names it; allowed: remove it by hand, it will be put aside again");
            }
        }
    }

    private static VaultException cannotWrite(String where, IOException e) {
        String detail = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return new VaultException(
                "vault '" + where + "' cannot be written (" + e.getClass().getSimpleName() + detail + ")", e);
    }
}
