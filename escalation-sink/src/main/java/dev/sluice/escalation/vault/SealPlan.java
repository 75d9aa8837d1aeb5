package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.EvidenceStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what the vault holds of an escalation and says what is left to do. Writes nothing.
 *
 * <p>An escalation whose bytes are those of some version is sealed already. New ones make the next version, where they
 * say of themselves that they are not the first; else two records claim one id, and the one that came first has it.
 */
final class SealPlan {
    private static final int LARGEST_ESCALATION_BYTES = 64 << 20;
    private static final String POINTER = "names a case of which only a pointer may be kept";
    private static final String GONE = "names a case that was deleted or erased";

    private final Sealer sealer;
    private final CustodyLog custody;
    private final EvidenceStorage storage;

    SealPlan(Sealer sealer, CustodyLog custody, EvidenceStorage storage) {
        this.sealer = sealer;
        this.custody = custody;
        this.storage = storage;
    }

    /** What is to be done about an escalation. */
    sealed interface Step {
        /** Id of the package. */
        String packageId();

        /**
         * A version is to be sealed, or is.
         *
         * @param location where
         * @param acquired what was taken in; null where a crash left only that in the log
         * @param sealed what is sealed
         * @param signerKeyId whose key signs it
         * @param contents the files to be published; null where they are there
         * @param known the custody event that sealed it; null where that is left to do
         */
        record Seal(
                String location,
                @Nullable Subject acquired,
                Subject sealed,
                String signerKeyId,
                @Nullable SortedMap<String, byte[]> contents,
                @Nullable CustodyEvent known)
                implements Step {
            @Override
            public String packageId() {
                return sealed.packageId();
            }
        }

        /**
         * A version is to be laid out, signed and written, which {@link #laidOut} does the first two of.
         *
         * @param id which version
         * @param evidence of what
         * @param acquired what was taken in; null where a crash left only that in the log
         * @param kept files of the version before that stay
         */
        record Open(
                PackageId id, Evidence evidence, @Nullable Subject acquired, SortedMap<String, byte[]> kept)
                implements Step {
            @Override
            public String packageId() {
                return id.packageId();
            }
        }

        /** A version that a crash kept out of the custody log, and another record wrote, comes first. */
        record Before(Seal unfinished) implements Step {
            @Override
            public String packageId() {
                return unfinished.packageId();
            }
        }

        /** No version of the package is sealed yet. */
        record Unknown(String packageId) implements Step {}

        /** Other evidence has the id. */
        record Clash(String packageId, String detail) implements Step {}

        /** Nothing may be added to the package. */
        record Barred(String packageId, String detail) implements Step {}
    }

    /** Whether the plan for this document needs to know what becomes of something before it. */
    boolean wouldRepeat(Addition addition, List<Step> before) {
        String id = Names.packageId(sealer.tenant(), addition.supplement().getEscalation());
        return before.stream().anyMatch(step -> step.packageId().equals(id));
    }

    /** Whether the plan for this escalation needs to know what becomes of one before it. */
    boolean wouldRepeat(Evidence evidence, List<Step> before) {
        String id = idOf(evidence);
        return before.stream().anyMatch(step -> step.packageId().equals(id));
    }

    /** The plan for an escalation. */
    Step of(Evidence evidence) throws IOException {
        String id = idOf(evidence);
        String superseded = null;
        int version = 1;
        for (CustodyEvent sealed = sealing(id, version); sealed != null; sealed = sealing(id, version)) {
            Step again = again(evidence, id, sealed);
            if (again != null) {
                return again;
            }
            superseded = sealed.act().sha256();
            version++;
        }
        int claimed = evidence.escalation().getVersion();
        if (version == 1 && claimed > 1) {
            return new Step.Clash(id, "is new material for package " + id + ", of which no version is sealed");
        }
        if (version > 1 && !EvidenceRules.isPointer(evidence.escalation()) && isPointer(id, version - 1, false)) {
            return new Step.Barred(id, POINTER);
        }
        if (version > 1 && claimed == 1) {
            return new Step.Clash(id, "is that of package " + id + ", which was sealed with other content");
        }
        PackageId packageId = new PackageId(sealer.tenant(), id, version, superseded);
        return finish(evidence, packageId);
    }

    /** The plan for documents that are added. */
    Step of(Supplement supplement) throws IOException {
        String id = supplement.packageId();
        int latest = latest(id);
        CustodyEvent sealed = latest == 0 ? null : sealing(id, latest);
        if (sealed == null) {
            throw new VaultException("package '" + id + "' is not in the vault; allowed: the whole id of one that is");
        }
        if (isGoneForGood(new PackageId(sealer.tenant(), id, latest, null))) {
            throw new VaultException("package '" + id + "' was deleted or erased; allowed: one that is in the vault");
        }
        SortedMap<String, byte[]> payload = payloadOf(Names.location(id, latest));
        if (isPointer(payload)) {
            throw new VaultException(
                    "package '" + id + "' is a pointer, to which nothing may be added; allowed: another package");
        }
        SortedMap<String, byte[]> added = new TreeMap<>();
        Payload.addExhibits(added, "data/notices/", supplement.notices());
        Payload.addExhibits(added, "data/correspondence/", supplement.correspondence());
        if (added.values().stream()
                .allMatch(content -> payload.values().stream().anyMatch(known -> Arrays.equals(known, content)))) {
            throw new VaultException("package " + id + " has these documents already, in version " + latest);
        }
        Payload.addExhibits(payload, "data/notices/", supplement.notices());
        Payload.addExhibits(payload, "data/correspondence/", supplement.correspondence());
        PackageId next =
                new PackageId(sealer.tenant(), id, latest + 1, sealed.act().sha256());
        if (storage.contains(next.location())) {
            throw new VaultException("package '" + next.location() + "' in " + storage.describe() + " was never sealed;"
                    + " allowed: seal its escalation again first, or remove it by hand");
        }
        PackageContents contents = sealer.seal(payload, next, aboutOf(Names.location(id, latest)));
        return seal(next, Sha256.hex(Manifest.of(added).bytes()), contents.manifestSha256(), contents.files(), null);
    }

    /** The plan for a document that came later; the same one is in a package once. */
    Step of(Addition addition) throws IOException {
        String id = Names.packageId(sealer.tenant(), addition.supplement().getEscalation());
        String superseded = null;
        int version = 1;
        for (CustodyEvent sealed = sealing(id, version); sealed != null; sealed = sealing(id, version)) {
            Step again = again(addition, sealed);
            if (again != null) {
                return again;
            }
            superseded = sealed.act().sha256();
            version++;
        }
        if (version == 1) {
            return new Step.Unknown(id);
        }
        if (isGoneForGood(new PackageId(sealer.tenant(), id, version - 1, null))) {
            return new Step.Barred(id, GONE);
        }
        PackageId next = new PackageId(sealer.tenant(), id, version, superseded);
        if (storage.contains(next.location())) {
            return new Step.Before(unfinished(next));
        }
        String before = Names.location(id, version - 1);
        SortedMap<String, byte[]> payload = payloadOf(before);
        if (isPointer(payload)) {
            return new Step.Barred(id, POINTER);
        }
        payload.putAll(SupplementFiles.of(addition));
        PackageContents contents = sealer.seal(payload, next, aboutOf(before));
        return seal(next, Sha256.hex(addition.value()), contents.manifestSha256(), contents.files(), null);
    }

    /** What is left to do where this version brought this very document, or null where it did not. */
    private @Nullable Step again(Addition addition, CustodyEvent sealed) throws IOException {
        PackageId id = version(sealed);
        if (isGoneForGood(id)) {
            return gone(id, Sha256.hex(addition.value()), sealed);
        }
        byte[] known = id.version() == 1 ? null : fileOf(id.location(), addition.folder() + SupplementFiles.RECORD);
        if (known == null) {
            return null;
        }
        return Arrays.equals(known, addition.value())
                ? seal(id, Sha256.hex(known), sealed.act().sha256(), null, sealed)
                : new Step.Clash(
                        id.packageId(), "is that of a supplement of package " + id.packageId() + " with other content");
    }

    /** A version that was deleted or erased: that it was sealed is said again where it was this record's. */
    private @Nullable Step gone(PackageId id, String sha256, CustodyEvent sealed) throws IOException {
        CustodyEvent acquired = custody.find(CustodyAction.ACQUIRED, id.packageId(), id.version());
        return acquired != null && acquired.act().sha256().equals(sha256)
                ? new Step.Seal(id.location(), null, sealed.act().subject(), "", null, sealed)
                : null;
    }

    /** Whether documents may be added to what is sealed of an escalation, or nothing is sealed of it yet. */
    boolean takesDocuments(String escalation) throws IOException {
        String id = Names.packageId(sealer.tenant(), escalation);
        int latest = latest(id);
        return latest == 0
                || !isGoneForGood(new PackageId(sealer.tenant(), id, latest, null)) && !isPointer(id, latest, true);
    }

    /**
     * Whether the version is a pointer; one that is gone is none that anybody could tell of.
     *
     * @param ifLost the answer for one that ought to be there and is not
     */
    private boolean isPointer(String id, int version, boolean ifLost) throws IOException {
        if (isGoneForGood(new PackageId(sealer.tenant(), id, version, null))) {
            return false;
        }
        byte[] escalation = fileOf(Names.location(id, version), PackageContents.ESCALATION_JSON);
        return escalation == null ? ifLost : EvidenceRules.isPointer(escalation);
    }

    private static boolean isPointer(SortedMap<String, byte[]> payload) {
        byte[] escalation = payload.get(PackageContents.ESCALATION_JSON);
        return escalation == null || EvidenceRules.isPointer(escalation);
    }

    private PackageId version(CustodyEvent sealed) throws IOException {
        CustodyEvent.Act act = sealed.act();
        return new PackageId(sealer.tenant(), act.packageId(), act.version(), supersededBy(sealed));
    }

    private byte @Nullable [] fileOf(String location, String file) throws IOException {
        try {
            return storage.read(location, file, EvidenceStorage.LARGEST_FILE_BYTES);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** What supplements have brought into the version before; nothing for a first one. */
    private SortedMap<String, byte[]> kept(PackageId id) throws IOException {
        SortedMap<String, byte[]> kept = new TreeMap<>();
        if (id.version() > 1) {
            String before = Names.location(id.packageId(), id.version() - 1);
            if (isGoneForGood(new PackageId(sealer.tenant(), id.packageId(), id.version() - 1, null))) {
                return kept;
            }
            if (storage.files(before).stream().anyMatch(SupplementFiles::isOne)) {
                kept.putAll(payloadOf(before));
                kept.keySet().removeIf(path -> !SupplementFiles.isOne(path));
            }
        }
        return kept;
    }

    /**
     * Escalations and supplements are read from two topics, so after a crash the other one's record may come first. What
     * lies there whole, and is signed by us, is that record's; it is sealed before anything else.
     */
    private Step.Seal unfinished(PackageId id) throws IOException {
        String manifest = intactManifest(id.location());
        if (!signerOf(id.location()).equals(sealer.key().verificationKey().id())) {
            throw new VaultException("package '" + id.location() + "' in " + storage.describe()
                    + " was never sealed, and another key signed it; allowed: remove it by hand");
        }
        byte[] escalation = requireFile(id.location(), PackageContents.ESCALATION);
        String before = Names.location(id.packageId(), id.version() - 1);
        byte[] acquired = escalation;
        if (Arrays.equals(escalation, requireFile(before, PackageContents.ESCALATION))) {
            List<String> known = storage.files(before);
            for (String file : storage.files(id.location())) {
                if (SupplementFiles.isRecord(file) && !known.contains(file)) {
                    acquired = requireFile(id.location(), file);
                }
            }
        }
        return seal(id, Sha256.hex(acquired), manifest, null, null);
    }

    private byte[] requireFile(String location, String file) throws IOException {
        return storage.read(location, file, EvidenceStorage.LARGEST_FILE_BYTES);
    }

    /** What is left to do where this very escalation is sealed, or null where that version is another one. */
    private @Nullable Step again(Evidence evidence, String id, CustodyEvent sealed) throws IOException {
        PackageId packageId = new PackageId(sealer.tenant(), id, sealed.act().version(), supersededBy(sealed));
        String sha256 = Sha256.hex(evidence.value());
        if (isGoneForGood(packageId)) {
            return gone(packageId, sha256, sealed);
        }
        if (storage.contains(packageId.location())) {
            return isSame(packageId.location(), evidence)
                    ? seal(packageId, sha256, sealed.act().sha256(), null, sealed)
                    : null;
        }
        // Lost. It is put back as it was sealed or not at all.
        PackageContents contents = sealer.seal(evidence, packageId, kept(packageId));
        return contents.manifestSha256().equals(sealed.act().sha256())
                ? seal(packageId, sha256, contents.manifestSha256(), contents.files(), sealed)
                : null;
    }

    /** What was deleted or erased on purpose does not come back because its escalation is read again. */
    private boolean isGoneForGood(PackageId id) throws IOException {
        return custody.find(CustodyAction.DELETED, id.packageId(), id.version()) != null
                || custody.find(CustodyAction.KEY_SHREDDED, id.packageId(), id.version()) != null;
    }

    /** The next version: to be written, or written before a crash that kept its event out of the log. */
    private Step finish(Evidence evidence, PackageId packageId) throws IOException {
        String sha256 = Sha256.hex(evidence.value());
        if (storage.contains(packageId.location())) {
            if (!isSame(packageId.location(), evidence)) {
                if (packageId.version() > 1) {
                    return new Step.Before(unfinished(packageId));
                }
                return new Step.Clash(
                        packageId.packageId(),
                        "is that of package " + packageId.packageId() + ", which was sealed with other content");
            }
            return seal(packageId, sha256, intactManifest(packageId.location()), null, null);
        }
        return new Step.Open(packageId, evidence, acquired(packageId, sha256), kept(packageId));
    }

    /**
     * The same steps with what is open laid out and signed: several at once, for that is what keeps a processor busy, and
     * none needs another.
     */
    List<Step> laidOut(List<Step> steps) {
        return steps.parallelStream().map(this::laidOut).toList();
    }

    private Step laidOut(Step step) {
        return switch (step) {
            case Step.Open open -> {
                PackageContents contents = sealer.seal(open.evidence(), open.id(), open.kept());
                Subject sealed = Subject.ofPackage(open.packageId(), open.id().version(), contents.manifestSha256());
                String signer = sealer.key().verificationKey().id();
                yield new Step.Seal(open.id().location(), open.acquired(), sealed, signer, contents.files(), null);
            }
            case Step.Seal seal -> seal;
            case Step.Before before -> before;
            case Step.Unknown unknown -> unknown;
            case Step.Clash clash -> clash;
            case Step.Barred barred -> barred;
        };
    }

    private Step.Seal seal(
            PackageId id,
            String acquiredSha256,
            String manifestSha256,
            @Nullable SortedMap<String, byte[]> contents,
            @Nullable CustodyEvent known)
            throws IOException {
        String signer = contents != null ? sealer.key().verificationKey().id() : signerOf(id.location());
        return new Step.Seal(
                id.location(),
                acquired(id, acquiredSha256),
                Subject.ofPackage(id.packageId(), id.version(), manifestSha256),
                signer,
                contents,
                known);
    }

    private @Nullable Subject acquired(PackageId id, String sha256) throws IOException {
        boolean known = custody.find(CustodyAction.ACQUIRED, id.packageId(), id.version()) != null;
        return known ? null : Subject.ofPackage(id.packageId(), id.version(), sha256);
    }

    /** Look before swearing to it. */
    private String intactManifest(String location) throws IOException {
        try (Scratch scratch = new Scratch()) {
            var folder = storage.fetch(location, scratch.folder());
            if (!PackageVerifier.verify(folder, null, null).ok()) {
                throw new VaultException("package '" + location + "' in " + storage.describe()
                        + " is damaged and was never sealed; allowed: remove it by"
                        + " hand, its escalation will be sealed again");
            }
            return Sha256.hex(folder.resolve(Manifest.TAGS));
        }
    }

    private SortedMap<String, byte[]> payloadOf(String location) throws IOException {
        try (Scratch scratch = new Scratch()) {
            if (!PackageVerifier.verify(storage.fetch(location, scratch.folder()), null, null)
                    .ok()) {
                throw new VaultException("package '" + location + "' in " + storage.describe()
                        + " is not as it was sealed; allowed: a sound one, see sluice vault verify");
            }
        }
        SortedMap<String, byte[]> payload = new TreeMap<>();
        for (String file : storage.files(location)) {
            if (file.startsWith("data/")) {
                payload.put(file, storage.read(location, file, EvidenceStorage.LARGEST_FILE_BYTES));
            }
        }
        return payload;
    }

    /** The lines of bag-info.txt that are about the escalation and not about the bag. */
    private String aboutOf(String location) throws IOException {
        BagInfo info = BagInfo.of(storage.read(location, PackageContents.BAG_INFO, 1 << 16));
        StringBuilder about = new StringBuilder();
        info.text()
                .lines()
                .filter(line -> line.startsWith("Escalated-At: ") || line.startsWith("Legal-Category: "))
                .forEach(line -> about.append(line).append('\n'));
        return about.toString();
    }

    private boolean isSame(String location, Evidence evidence) throws IOException {
        try {
            return Arrays.equals(
                    storage.read(location, PackageContents.ESCALATION, LARGEST_ESCALATION_BYTES), evidence.value());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private String signerOf(String location) throws IOException {
        byte[] pem = storage.read(location, PackageContents.SIGNER, 1 << 14);
        List<VerificationKey> keys =
                VerificationKey.parse(new String(pem, StandardCharsets.US_ASCII), PackageContents.SIGNER);
        return keys.isEmpty() ? "" : keys.get(0).id();
    }

    private int latest(String id) throws IOException {
        int latest = 0;
        while (sealing(id, latest + 1) != null) {
            latest++;
        }
        return latest;
    }

    private @Nullable String supersededBy(CustodyEvent sealed) throws IOException {
        CustodyEvent before = sealing(sealed.act().packageId(), sealed.act().version() - 1);
        return before == null ? null : before.act().sha256();
    }

    private @Nullable CustodyEvent sealing(String id, int version) throws IOException {
        return custody.find(CustodyAction.SEALED, id, version);
    }

    private String idOf(Evidence evidence) {
        return Names.packageId(sealer.tenant(), evidence.escalation().getId());
    }
}
