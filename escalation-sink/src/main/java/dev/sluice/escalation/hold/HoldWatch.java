package dev.sluice.escalation.hold;

import dev.sluice.escalation.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vault's holds as they stand, for somebody who asks often: read again only when there is a new entry about one. Exact
 * for who keeps the custody log locked.
 */
public final class HoldWatch {
    private final Path vault;
    private @Nullable Holds holds;
    private long seen = -1;

    /** Of a vault. */
    public HoldWatch(Path vault) {
        this.vault = vault;
    }

    /** As they stand now. */
    public Holds now() throws IOException {
        long entries = entries();
        Holds known = holds;
        if (known == null || entries != seen) {
            known = Holds.read(vault);
            holds = known;
            seen = entries;
        }
        return known;
    }

    private long entries() throws IOException {
        Path folder = vault.resolve(Journal.FOLDER).resolve("holds");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.count();
        }
    }
}
