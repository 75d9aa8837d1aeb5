package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.LogFolder;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The little that the ledger has to know of how a vault is laid out. */
record VaultPlaces(Path vault) {
    private static final String LOG = "log";
    private static final String PACKAGES = "packages";
    private static final String MANIFEST = "tagmanifest-sha256.txt";
    private static final int LARGEST_MANIFEST_BYTES = 1 << 20;

    LogFolder log(StepHook hook) {
        return new LogFolder(vault.resolve(LOG), new DurableFiles(hook));
    }

    Path logFolder() {
        return vault.resolve(LOG);
    }

    boolean hasLog() {
        return Files.isDirectory(vault.resolve(LOG), LinkOption.NOFOLLOW_LINKS);
    }

    Path custody() {
        return vault.resolve("custody").resolve(CustodyLog.FILE);
    }

    /** The hash of a package's signed list of files; empty where it is not there. */
    static Optional<String> manifestSha256(EvidenceStorage storage, String location) throws IOException {
        try {
            return Optional.of(Sha256.hex(storage.read(location, MANIFEST, LARGEST_MANIFEST_BYTES)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where the package of a leaf lies. */
    static String location(LeafStatement leaf) {
        return location(leaf.packageId(), leaf.version());
    }

    /** Where a version of a package lies. */
    static String location(String packageId, int version) {
        return PACKAGES + "/" + packageId.substring(0, 2) + "/" + packageId + "/v" + version;
    }

    /** Tells the location of every version of every package there is. */
    static void packages(EvidenceStorage storage, Consumer<String> each) throws IOException {
        storage.visit(FileNames.Root.PACKAGES, new EvidenceStorage.Visitor() {
            @Override
            public void parcel(String location) {
                each.accept(location);
            }

            @Override
            public void stray(String path) {
                // Reported where the packages themselves are verified.
            }
        });
    }
}
