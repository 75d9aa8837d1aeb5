package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyLog;
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
 * What the vault holds of packages, version by version: what the custody log says of them, and what lies in storage.
 * Reads alone.
 */
final class SealedVersions {
    private static final int LARGEST_SIGNER_BYTES = 1 << 14;
    private static final int LARGEST_BAG_INFO_BYTES = 1 << 16;

    private final String tenant;
    private final CustodyLog custody;
    private final EvidenceStorage storage;

    SealedVersions(String tenant, CustodyLog custody, EvidenceStorage storage) {
        this.tenant = tenant;
        this.custody = custody;
        this.storage = storage;
    }

    /** Id of the package that an escalation has, or would have. */
    String packageOf(String escalation) {
        return Names.packageId(tenant, escalation);
    }

    /** The event that sealed a version; null where none did. */
    @Nullable
    CustodyEvent sealing(String id, int version) throws IOException {
        return custody.find(CustodyAction.SEALED, id, version);
    }

    /** The event that took in what a version holds; null where there is none. */
    @Nullable
    CustodyEvent acquiring(String id, int version) throws IOException {
        return custody.find(CustodyAction.ACQUIRED, id, version);
    }

    /** The latest sealed version; 0 where there is none. */
    int latest(String id) throws IOException {
        int latest = 0;
        while (sealing(id, latest + 1) != null) {
            latest++;
        }
        return latest;
    }

    /** The version that an event sealed. */
    PackageId version(CustodyEvent sealed) throws IOException {
        CustodyEvent.Act act = sealed.act();
        CustodyEvent before = sealing(act.packageId(), act.version() - 1);
        return new PackageId(
                tenant,
                act.packageId(),
                act.version(),
                before == null ? null : before.act().sha256());
    }

    /** The version that may come next. */
    PackageId next(String id, int version, @Nullable String superseded) {
        return new PackageId(tenant, id, version, superseded);
    }

    /** What was deleted or erased on purpose does not come back because its escalation is read again. */
    boolean isGoneForGood(String id, int version) throws IOException {
        return custody.find(CustodyAction.DELETED, id, version) != null
                || custody.find(CustodyAction.KEY_SHREDDED, id, version) != null;
    }

    /**
     * Whether the version is a pointer; one that is gone is none that anybody could tell of.
     *
     * @param ifLost the answer for one that ought to be there and is not
     */
    boolean isPointer(String id, int version, boolean ifLost) throws IOException {
        if (isGoneForGood(id, version)) {
            return false;
        }
        byte[] escalation = file(Names.location(id, version), PackageContents.ESCALATION_JSON);
        return escalation == null ? ifLost : EvidenceRules.isPointer(escalation);
    }

    /** Whether these files are those of a pointer. */
    static boolean isPointer(SortedMap<String, byte[]> payload) {
        byte[] escalation = payload.get(PackageContents.ESCALATION_JSON);
        return escalation == null || EvidenceRules.isPointer(escalation);
    }

    /** Whether something lies where a version belongs, sealed or not. */
    boolean isStored(PackageId id) throws IOException {
        return storage.contains(id.location());
    }

    /** Whether what lies there is this very escalation. */
    boolean holds(PackageId id, Evidence evidence) throws IOException {
        return Arrays.equals(file(id.location(), PackageContents.ESCALATION), evidence.value());
    }

    /** What lies there, for messages. */
    String describe(PackageId id) {
        return "package '" + id.location() + "' in " + storage.describe();
    }

    /** A file of a package; null where it has none of that name. */
    byte @Nullable [] file(String location, String file) throws IOException {
        try {
            return require(location, file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The bytes whose taking in an unsealed version is about: those of the document that it brought, where it brought one
     * and no other escalation, or else of its escalation.
     */
    byte[] acquiredBy(PackageId id) throws IOException {
        byte[] escalation = require(id.location(), PackageContents.ESCALATION);
        String before = Names.location(id.packageId(), id.version() - 1);
        byte[] acquired = escalation;
        if (Arrays.equals(escalation, require(before, PackageContents.ESCALATION))) {
            List<String> known = storage.files(before);
            for (String file : storage.files(id.location())) {
                if (SupplementFiles.isRecord(file) && !known.contains(file)) {
                    acquired = require(id.location(), file);
                }
            }
        }
        return acquired;
    }

    /** What supplements have brought into the version before; nothing for a first one. */
    SortedMap<String, byte[]> supplementsBefore(PackageId id) throws IOException {
        int version = id.version() - 1;
        if (version < 1 || isGoneForGood(id.packageId(), version)) {
            return new TreeMap<>();
        }
        String before = Names.location(id.packageId(), version);
        if (storage.files(before).stream().noneMatch(SupplementFiles::isOne)) {
            return new TreeMap<>();
        }
        SortedMap<String, byte[]> supplements = payload(before);
        supplements.keySet().removeIf(path -> !SupplementFiles.isOne(path));
        return supplements;
    }

    /**
     * All that a version holds of evidence, checked first.
     *
     * @throws VaultException where it is not as it was sealed
     */
    SortedMap<String, byte[]> payload(String location) throws IOException {
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
                payload.put(file, require(location, file));
            }
        }
        return payload;
    }

    /** The lines of bag-info.txt that are about the escalation and not about the bag. */
    String about(String location) throws IOException {
        BagInfo info = BagInfo.of(storage.read(location, PackageContents.BAG_INFO, LARGEST_BAG_INFO_BYTES));
        StringBuilder about = new StringBuilder();
        info.text()
                .lines()
                .filter(line -> line.startsWith("Escalated-At: ") || line.startsWith("Legal-Category: "))
                .forEach(line -> about.append(line).append('\n'));
        return about.toString();
    }

    /** Id of the key that signed what lies there; empty where it names none. */
    String signer(String location) throws IOException {
        byte[] pem = storage.read(location, PackageContents.SIGNER, LARGEST_SIGNER_BYTES);
        List<VerificationKey> keys =
                VerificationKey.parse(new String(pem, StandardCharsets.US_ASCII), PackageContents.SIGNER);
        return keys.isEmpty() ? "" : keys.get(0).id();
    }

    /**
     * Digest of the manifest of what lies there unsealed: look before swearing to it.
     *
     * @throws VaultException where it is damaged
     */
    String intactManifest(PackageId id) throws IOException {
        try (Scratch scratch = new Scratch()) {
            var folder = storage.fetch(id.location(), scratch.folder());
            if (!PackageVerifier.verify(folder, null, null).ok()) {
                throw new VaultException(describe(id) + " is damaged and was never sealed; allowed: remove it by hand,"
                        + " its escalation will be sealed again");
            }
            return Sha256.hex(folder.resolve(Manifest.TAGS));
        }
    }

    private byte[] require(String location, String file) throws IOException {
        return storage.read(location, file, EvidenceStorage.LARGEST_FILE_BYTES);
    }
}
