package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FileNames;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a package, as the custody log has it.
 *
 * @param packageId id of the package
 * @param version its version
 * @param sha256 hash of its signed list of files
 */
public record SealedPackage(String packageId, int version, String sha256) {
    private static final int LARGEST_LIST_BYTES = 1 << 20;

    /** The custody log of a vault. */
    public static Path logOf(Path vault) {
        return vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
    }

    /**
     * The latest version of the package whose id starts with these digits, or the one that is named after them.
     *
     * @param idStart the package's id, or its first digits; with {@code /v} and a number for a version that is not the last
     * @throws VaultException where there is none or more than one, or the custody log cannot be read
     */
    public static SealedPackage find(Path vault, String idStart) {
        Map<String, SealedPackage> found = new HashMap<>();
        int slash = idStart.indexOf('/');
        String start = slash < 0 ? idStart : idStart.substring(0, slash);
        String version = slash < 0 ? "" : idStart.substring(slash);
        try {
            CustodyReader.read(logOf(vault), (event, offset) -> {
                CustodyEvent.Act act = event.act();
                if (act.action() == CustodyAction.SEALED
                        && !start.isEmpty()
                        && (version.isEmpty() || version.equals("/v" + act.version()))
                        && act.packageId().startsWith(start)) {
                    found.put(act.packageId(), new SealedPackage(act.packageId(), act.version(), act.sha256()));
                }
            });
        } catch (IOException | CustodyException e) {
            throw new VaultException("custody log of vault '" + vault + "' cannot be read: " + e.getMessage(), e);
        }
        if (found.size() != 1) {
            throw new VaultException("package '" + Names.printable(idStart) + "' names " + found.size()
                    + " packages of vault '" + vault + "'; allowed: the start of one package's id");
        }
        return found.values().iterator().next();
    }

    /** Another version of the same package, with the hash that the log has for it. */
    public SealedPackage withVersion(int other, String otherSha256) {
        return new SealedPackage(packageId, other, otherSha256);
    }

    /** Where it lies in its storage. */
    public String location() {
        return Names.location(packageId, version);
    }

    /**
     * A file of it, which is as it was sealed: as its list has it, and the list as the custody log has it.
     *
     * @throws NoSuchFileException where no list names it
     * @throws VaultException where it is not as it was sealed
     */
    public byte[] read(EvidenceStorage storage, String file) throws IOException {
        if (!FileNames.isPlain(file)) {
            throw new NoSuchFileException(Names.printable(file));
        }
        byte[] tags = list(storage, Manifest.TAGS, sha256);
        if (file.equals(Manifest.TAGS)) {
            return tags;
        }
        if (file.equals(PackageContents.SIGNATURE) || file.equals(PackageContents.STATEMENT)) {
            // What signs the list cannot be in it; verifying is what shows whether it fits.
            return storage.read(location(), file, LARGEST_LIST_BYTES);
        }
        Manifest signed = Manifest.parse(tags);
        String hash = signed.hashes().get(file);
        if (hash == null) {
            byte[] payload = list(storage, Manifest.PAYLOAD, signed.hashes().get(Manifest.PAYLOAD));
            hash = Manifest.parse(payload).hashes().get(file);
        }
        if (hash == null) {
            throw new NoSuchFileException(Names.printable(file));
        }
        byte[] content = storage.read(location(), file, EvidenceStorage.LARGEST_FILE_BYTES);
        requireHash(file, content, hash);
        return content;
    }

    /**
     * Refuses a package that is not as it was sealed.
     *
     * @throws VaultException with the first thing that is wrong
     */
    public void requireIntact(EvidenceStorage storage) throws IOException {
        if (!storage.contains(location())) {
            throw new VaultException("package '" + location() + "' is not in " + storage.describe());
        }
        list(storage, Manifest.TAGS, sha256);
        try (Scratch scratch = new Scratch()) {
            Verification verification = PackageVerifier.verify(storage.fetch(location(), scratch.folder()), null, null);
            if (!verification.ok()) {
                throw new VaultException("package '" + location() + "' is not as it was sealed: "
                        + verification.problems().get(0));
            }
        }
    }

    private byte[] list(EvidenceStorage storage, String name, @Nullable String hash) throws IOException {
        byte[] list = storage.read(location(), name, LARGEST_LIST_BYTES);
        requireHash(name, list, hash);
        return list;
    }

    private void requireHash(String file, byte[] content, @Nullable String hash) {
        if (!Sha256.hex(content).equals(hash)) {
            throw new VaultException("file '" + file + "' of package '" + location() + "' is not as it was sealed");
        }
    }
}
