package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.Subject;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.EvidenceStorage;
import java.io.IOException;
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
    private static final String POINTER = "names a case of which only a pointer may be kept";
    private static final String GONE = "names a case that was deleted or erased";

    private final Sealer sealer;
    private final SealedVersions versions;

    SealPlan(Sealer sealer, CustodyLog custody, EvidenceStorage storage) {
        this.sealer = sealer;
        this.versions = new SealedVersions(sealer.tenant(), custody, storage);
    }

    /** Whether the plan for this document needs to know what becomes of something before it. */
    boolean wouldRepeat(Addition addition, List<SealStep> before) {
        String id = versions.packageOf(addition.supplement().getEscalation());
        return before.stream().anyMatch(step -> step.packageId().equals(id));
    }

    /** Whether the plan for this escalation needs to know what becomes of one before it. */
    boolean wouldRepeat(Evidence evidence, List<SealStep> before) {
        String id = idOf(evidence);
        return before.stream().anyMatch(step -> step.packageId().equals(id));
    }

    /** The plan for an escalation. */
    SealStep of(Evidence evidence) throws IOException {
        String id = idOf(evidence);
        String superseded = null;
        int version = 1;
        for (CustodyEvent sealed = versions.sealing(id, version);
                sealed != null;
                sealed = versions.sealing(id, version)) {
            SealStep again = again(evidence, id, sealed);
            if (again != null) {
                return again;
            }
            superseded = sealed.act().sha256();
            version++;
        }
        int claimed = evidence.escalation().getVersion();
        if (version == 1 && claimed > 1) {
            return new SealStep.Clash(id, "is new material for package " + id + ", of which no version is sealed");
        }
        if (version > 1
                && !EvidenceRules.isPointer(evidence.escalation())
                && versions.isPointer(id, version - 1, false)) {
            return new SealStep.Barred(id, POINTER);
        }
        if (version > 1 && claimed == 1) {
            return new SealStep.Clash(id, "is that of package " + id + ", which was sealed with other content");
        }
        PackageId packageId = versions.next(id, version, superseded);
        return finish(evidence, packageId);
    }

    /** The plan for documents that are added. */
    SealStep of(Supplement supplement) throws IOException {
        String id = supplement.packageId();
        int latest = versions.latest(id);
        CustodyEvent sealed = latest == 0 ? null : versions.sealing(id, latest);
        if (sealed == null) {
            throw new VaultException("package '" + id + "' is not in the vault; allowed: the whole id of one that is");
        }
        if (versions.isGoneForGood(id, latest)) {
            throw new VaultException("package '" + id + "' was deleted or erased; allowed: one that is in the vault");
        }
        SortedMap<String, byte[]> payload = versions.payload(Names.location(id, latest));
        if (SealedVersions.isPointer(payload)) {
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
        PackageId next = versions.next(id, latest + 1, sealed.act().sha256());
        if (versions.isStored(next)) {
            throw new VaultException(versions.describe(next) + " was never sealed;"
                    + " allowed: seal its escalation again first, or remove it by hand");
        }
        PackageContents contents = sealer.seal(payload, next, versions.about(Names.location(id, latest)));
        return seal(next, Sha256.hex(Manifest.of(added).bytes()), contents.manifestSha256(), contents.files(), null);
    }

    /** The plan for a document that came later; the same one is in a package once. */
    SealStep of(Addition addition) throws IOException {
        String id = versions.packageOf(addition.supplement().getEscalation());
        String superseded = null;
        int version = 1;
        for (CustodyEvent sealed = versions.sealing(id, version);
                sealed != null;
                sealed = versions.sealing(id, version)) {
            SealStep again = again(addition, sealed);
            if (again != null) {
                return again;
            }
            superseded = sealed.act().sha256();
            version++;
        }
        if (version == 1) {
            return new SealStep.Unknown(id);
        }
        if (versions.isGoneForGood(id, version - 1)) {
            return new SealStep.Barred(id, GONE);
        }
        PackageId next = versions.next(id, version, superseded);
        if (versions.isStored(next)) {
            return new SealStep.Before(unfinished(next));
        }
        String before = Names.location(id, version - 1);
        SortedMap<String, byte[]> payload = versions.payload(before);
        if (SealedVersions.isPointer(payload)) {
            return new SealStep.Barred(id, POINTER);
        }
        payload.putAll(SupplementFiles.of(addition));
        PackageContents contents = sealer.seal(payload, next, versions.about(before));
        return seal(next, Sha256.hex(addition.value()), contents.manifestSha256(), contents.files(), null);
    }

    /** What is left to do where this version brought this very document, or null where it did not. */
    private @Nullable SealStep again(Addition addition, CustodyEvent sealed) throws IOException {
        PackageId id = versions.version(sealed);
        if (versions.isGoneForGood(id.packageId(), id.version())) {
            return gone(id, Sha256.hex(addition.value()), sealed);
        }
        byte[] known =
                id.version() == 1 ? null : versions.file(id.location(), addition.folder() + SupplementFiles.RECORD);
        if (known == null) {
            return null;
        }
        return Arrays.equals(known, addition.value())
                ? seal(id, Sha256.hex(known), sealed.act().sha256(), null, sealed)
                : new SealStep.Clash(
                        id.packageId(), "is that of a supplement of package " + id.packageId() + " with other content");
    }

    /** A version that was deleted or erased: that it was sealed is said again where it was this record's. */
    private @Nullable SealStep gone(PackageId id, String sha256, CustodyEvent sealed) throws IOException {
        CustodyEvent acquired = versions.acquiring(id.packageId(), id.version());
        return acquired != null && acquired.act().sha256().equals(sha256)
                ? new SealStep.Seal(id.location(), null, sealed.act().subject(), "", null, sealed)
                : null;
    }

    /** Whether documents may be added to what is sealed of an escalation, or nothing is sealed of it yet. */
    boolean takesDocuments(String escalation) throws IOException {
        String id = versions.packageOf(escalation);
        int latest = versions.latest(id);
        return latest == 0 || !versions.isGoneForGood(id, latest) && !versions.isPointer(id, latest, true);
    }

    /**
     * Escalations and supplements are read from two topics, so after a crash the other one's record may come first. What
     * lies there whole, and is signed by us, is that record's; it is sealed before anything else.
     */
    private SealStep.Seal unfinished(PackageId id) throws IOException {
        String manifest = versions.intactManifest(id);
        if (!versions.signer(id.location())
                .equals(sealer.key().verificationKey().id())) {
            throw new VaultException(
                    versions.describe(id) + " was never sealed, and another key signed it; allowed: remove it by hand");
        }
        return seal(id, Sha256.hex(versions.acquiredBy(id)), manifest, null, null);
    }

    /** What is left to do where this very escalation is sealed, or null where that version is another one. */
    private @Nullable SealStep again(Evidence evidence, String id, CustodyEvent sealed) throws IOException {
        PackageId packageId = versions.version(sealed);
        String sha256 = Sha256.hex(evidence.value());
        if (versions.isGoneForGood(id, packageId.version())) {
            return gone(packageId, sha256, sealed);
        }
        if (versions.isStored(packageId)) {
            return versions.holds(packageId, evidence)
                    ? seal(packageId, sha256, sealed.act().sha256(), null, sealed)
                    : null;
        }
        // Lost. It is put back as it was sealed or not at all.
        PackageContents contents = sealer.seal(evidence, packageId, versions.supplementsBefore(packageId));
        return contents.manifestSha256().equals(sealed.act().sha256())
                ? seal(packageId, sha256, contents.manifestSha256(), contents.files(), sealed)
                : null;
    }

    /** The next version: to be written, or written before a crash that kept its event out of the log. */
    private SealStep finish(Evidence evidence, PackageId packageId) throws IOException {
        String sha256 = Sha256.hex(evidence.value());
        if (versions.isStored(packageId)) {
            if (!versions.holds(packageId, evidence)) {
                if (packageId.version() > 1) {
                    return new SealStep.Before(unfinished(packageId));
                }
                return new SealStep.Clash(
                        packageId.packageId(),
                        "is that of package " + packageId.packageId() + ", which was sealed with other content");
            }
            return seal(packageId, sha256, versions.intactManifest(packageId), null, null);
        }
        return new SealStep.Open(
                packageId, evidence, acquired(packageId, sha256), versions.supplementsBefore(packageId));
    }

    /**
     * The same steps with what is open laid out and signed: several at once, for that is what keeps a processor busy, and
     * none needs another.
     */
    List<SealStep> laidOut(List<SealStep> steps) {
        return steps.parallelStream().map(this::laidOut).toList();
    }

    private SealStep laidOut(SealStep step) {
        return switch (step) {
            case SealStep.Open open -> {
                PackageContents contents = sealer.seal(open.evidence(), open.id(), open.kept());
                Subject sealed = Subject.ofPackage(open.packageId(), open.id().version(), contents.manifestSha256());
                String signer = sealer.key().verificationKey().id();
                yield new SealStep.Seal(open.id().location(), open.acquired(), sealed, signer, contents.files(), null);
            }
            case SealStep.Seal seal -> seal;
            case SealStep.Before before -> before;
            case SealStep.Unknown unknown -> unknown;
            case SealStep.Clash clash -> clash;
            case SealStep.Barred barred -> barred;
        };
    }

    private SealStep.Seal seal(
            PackageId id,
            String acquiredSha256,
            String manifestSha256,
            @Nullable SortedMap<String, byte[]> contents,
            @Nullable CustodyEvent known)
            throws IOException {
        String signer = contents != null ? sealer.key().verificationKey().id() : versions.signer(id.location());
        return new SealStep.Seal(
                id.location(),
                acquired(id, acquiredSha256),
                Subject.ofPackage(id.packageId(), id.version(), manifestSha256),
                signer,
                contents,
                known);
    }

    private @Nullable Subject acquired(PackageId id, String sha256) throws IOException {
        boolean known = versions.acquiring(id.packageId(), id.version()) != null;
        return known ? null : Subject.ofPackage(id.packageId(), id.version(), sha256);
    }

    private String idOf(Evidence evidence) {
        return versions.packageOf(evidence.escalation().getId());
    }
}
