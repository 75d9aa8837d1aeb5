package dev.sluice.escalation.ledger;

import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.LogFolder;
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
    Optional<String> manifestSha256(String location) throws IOException {
        Path manifest = vault.resolve(location).resolve(MANIFEST);
        return Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Sha256.hex(manifest))
                : Optional.empty();
    }

    /** Where the package of a leaf lies. */
    static String location(LeafStatement leaf) {
        return PACKAGES + "/" + leaf.packageId().substring(0, 2) + "/" + leaf.packageId();
    }

    /** Tells the location of every package there is. */
    void packages(Consumer<String> each) throws IOException {
        Path packages = vault.resolve(PACKAGES);
        if (!Files.isDirectory(packages)) {
            return;
        }
        try (Stream<Path> shards = Files.list(packages)) {
            for (Path shard : shards.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> folders = Files.list(shard)) {
                    folders.filter(folder ->
                                    String.valueOf(folder.getFileName()).matches("[0-9a-f]{40}"))
                            .map(folder -> vault.relativize(folder).toString())
                            .sorted()
                            .forEach(each);
                }
            }
        }
    }
}
