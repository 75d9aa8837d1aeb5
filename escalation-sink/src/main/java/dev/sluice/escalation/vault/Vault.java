package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.vault.SealResult.Conflict;
import dev.sluice.escalation.vault.SealResult.Sealed;
import dev.sluice.escalation.vault.UnsealableRecord.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/**
 * The folder that keeps evidence, open for writing; one process at a time.
 *
 * <p>Sealing takes the package to disk first and then says so in the custody log. Whatever a crash leaves undone,
 * sealing the same escalation again finishes, with the same bytes and one custody event. Not thread-safe.
 *
 * <pre>
 * packages/ab/abcdef…/    one folder for each sealed escalation
 * custody/custody.jsonl   who did what, and when
 * quarantine/ab/abcdef…/  records that could not be sealed, whole
 * staging/                what is being written; nothing in it counts
 * </pre>
 */
public final class Vault implements AutoCloseable {
    private final VaultSettings settings;
    private final SigningKey key;
    private final DurableFiles files;
    private final CustodyLog custody;

    private Vault(VaultSettings settings, SigningKey key, DurableFiles files, CustodyLog custody) {
        this.settings = settings;
        this.key = key;
        this.files = files;
        this.custody = custody;
    }

    /** Opens a vault with the system's clock. */
    public static Vault open(VaultSettings settings, SigningKey key) {
        return open(settings, key, Clock.systemUTC(), StepHook.NONE);
    }

    /**
     * Opens a vault and makes its folders.
     *
     * @throws VaultException where it cannot be written, or its custody log is in use or does not hold
     */
    public static Vault open(VaultSettings settings, SigningKey key, Clock clock, StepHook hook) {
        Path folder = settings.folder();
        DurableFiles files = new DurableFiles(hook);
        try {
            files.createFolders(folder.resolve(Names.PACKAGES));
            files.createFolders(folder.resolve(Names.QUARANTINE));
            files.createFolders(folder.resolve(Names.STAGING));
            CustodyLog custody = CustodyLog.open(folder.resolve(Names.CUSTODY), settings.actor(), files, clock);
            return new Vault(settings, key, files, custody);
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        } catch (CustodyException e) {
            throw new VaultException("vault '" + folder + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Seals an escalation, or finds it sealed.
     *
     * @throws VaultException where the vault cannot be written, or holds the package half or changed; nothing that
     * counts
     *     was written then
     */
    public SealResult seal(Evidence evidence) {
        try {
            return trySeal(evidence);
        } catch (IOException e) {
            throw cannotWrite(settings.folder(), e);
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
        try {
            Path target = settings.folder().resolve(Names.quarantine(id));
            QuarantinedRecord aside = QuarantinedRecord.of(record);
            if (!Files.exists(target)) {
                files.publishFolder(staging(id), target, aside.files());
            } else if (custody.find(CustodyAction.QUARANTINED, id) == null) {
                requireSame(target, aside);
            }
            return once(CustodyAction.QUARANTINED, id, aside.sha256(), "cannot be sealed: " + record.reason());
        } catch (IOException e) {
            throw cannotWrite(settings.folder(), e);
        }
    }

    /** Lets go of the custody log. */
    @Override
    public void close() {
        try {
            custody.close();
        } catch (IOException e) {
            throw cannotWrite(settings.folder(), e);
        }
    }

    private SealResult trySeal(Evidence evidence) throws IOException {
        String id = Names.packageId(settings.tenant(), evidence.escalation().getId());
        String location = Names.location(id);
        Path target = settings.folder().resolve(location);
        CustodyEvent sealing = custody.find(CustodyAction.SEALED, id);
        boolean present = Files.exists(target);
        if (present && !sameEscalation(target, evidence)) {
            return new Conflict(id);
        }
        if (!present) {
            PackageContents contents = PackageContents.of(evidence, settings.tenant(), key);
            if (sealing != null && !sealing.act().manifestSha256().equals(contents.manifestSha256())) {
                return new Conflict(id);
            }
            files.publishFolder(staging(id), target, contents.files());
        } else if (sealing == null) {
            requireIntact(target);
        }
        String manifestSha256 = Sha256.hex(target.resolve(Manifest.TAGS));
        CustodyEvent event = once(CustodyAction.SEALED, id, manifestSha256, "escalated to legal");
        return new Sealed(id, location, signerOf(target), event, sealing != null);
    }

    private CustodyEvent once(CustodyAction action, String id, String sha256, String purpose) throws IOException {
        CustodyEvent known = custody.find(action, id);
        return known != null ? known : custody.append(new Act(action, id, sha256, settings.actor(), "sink", purpose));
    }

    private static boolean sameEscalation(Path target, Evidence evidence) throws IOException {
        Path sealed = target.resolve(PackageContents.ESCALATION);
        return Files.exists(sealed)
                && Files.size(sealed) == evidence.value().length
                && Arrays.equals(Files.readAllBytes(sealed), evidence.value());
    }

    /** A crash came between the package and its custody event: look before swearing to it. */
    private void requireIntact(Path target) {
        Verification verification = PackageVerifier.verify(target, null);
        if (!verification.ok()) {
            throw new VaultException("package '" + target + "' is damaged and was never sealed; allowed: remove it by"
                    + " hand, its escalation will be sealed again");
        }
    }

    /** The same crash, with a record that cannot be sealed. */
    private static void requireSame(Path target, QuarantinedRecord aside) throws IOException {
        QuarantinedRecord.Found found = QuarantinedRecord.find(target);
        if (!found.problems().isEmpty() || !found.sha256().equals(aside.sha256())) {
            throw new VaultException("quarantined record '" + target + "' is not as it was read, and no custody event"
                    + " names it; allowed: remove it by hand, it will be put aside again");
        }
    }

    private static String signerOf(Path target) {
        return VerificationKey.load(target.resolve(PackageContents.SIGNER))
                .get(0)
                .id();
    }

    private Path staging(String id) {
        return settings.folder().resolve(Names.STAGING).resolve(id);
    }

    private static VaultException cannotWrite(Path folder, IOException e) {
        String detail = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return new VaultException(
                "vault '" + folder + "' cannot be written (" + e.getClass().getSimpleName() + detail + ")", e);
    }
}
