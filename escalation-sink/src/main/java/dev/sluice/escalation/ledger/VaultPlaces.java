package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.FolderStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The little that the ledger has to know of how a vault is laid out. */
record VaultPlaces(Path vault) {
    private static final String LOG = "log";
    private static final String PACKAGES = "packages";
    private static final String MANIFEST = "tagmanifest-sha256.txt";

    FolderStorage log(StepHook hook) {
        return new FolderStorage(vault.resolve(LOG), new DurableFiles(hook));
    }

    boolean hasLog() {
        return Files.isDirectory(vault.resolve(LOG), LinkOption.NOFOLLOW_LINKS);
    }

    Path custody() {
        return vault.resolve("custody").resolve(CustodyLog.FILE);
    }

    /** The hash of a package's signed list of files; empty where it is not there. */
    Optional<String> manifestSha256(String packageId) throws IOException {
        Path manifest = vault.resolve(location(packageId)).resolve(MANIFEST);
        return Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Sha256.hex(manifest))
                : Optional.empty();
    }

    static String location(String packageId) {
        return PACKAGES + "/" + packageId.substring(0, 2) + "/" + packageId;
    }

    /** Tells the id of every package there is. */
    void packages(Consumer<String> each) throws IOException {
        Path packages = vault.resolve(PACKAGES);
        if (!Files.isDirectory(packages)) {
            return;
        }
        try (Stream<Path> shards = Files.list(packages)) {
            for (Path shard : shards.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> folders = Files.list(shard)) {
                    folders.map(folder -> String.valueOf(folder.getFileName()))
                            .filter(id -> id.matches("[0-9a-f]{40}"))
                            .sorted()
                            .forEach(each);
                }
            }
        }
    }
}
