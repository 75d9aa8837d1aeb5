package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks what stands in a vault beside packages and quarantined records: nothing but its own folders in the root,
 * nothing but the log and its lock in {@code custody/}.
 *
 * <p>{@code staging/} is different. A package that is being written, or that a crash left half written, is there in any
 * sound vault and counts for nothing, so a folder named as a package is only noted; anything else was added.
 */
final class VaultLayout {
    private static final Set<String> ROOT = Set.of(
            Names.PACKAGES,
            Names.QUARANTINE,
            Names.STAGING,
            Names.CUSTODY,
            Names.LOG,
            Names.JOURNAL,
            FolderStorage.HOLDS);
    private static final Set<String> CUSTODY_FILES = Set.of(CustodyLog.FILE, CustodyLog.LOCK_FILE);
    private static final int MOST_NOTES = 100;

    private final Path vault;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private VaultLayout(Path vault) {
        this.vault = vault;
    }

    /** What is wrong with the layout, and what is worth a note. */
    record Findings(List<Problem> problems, List<String> notes) {}

    /**
     * Checks a vault's layout.
     *
     * @throws IOException where it cannot be listed
     */
    static Findings check(Path vault) throws IOException {
        VaultLayout layout = new VaultLayout(vault);
        layout.checkRoot();
        layout.checkCustody();
        layout.checkStaging();
        return new Findings(layout.problems, layout.notes);
    }

    /** The entries of a folder in order; none where there is no folder. */
    static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private void checkRoot() throws IOException {
        for (Path entry : entries(vault)) {
            if (!ROOT.contains(name(entry))) {
                report(entry, "was added");
            } else if (!isFolder(entry)) {
                report(entry, "is a file, link or device, where a folder belongs");
            }
        }
    }

    private void checkCustody() throws IOException {
        Path folder = vault.resolve(Names.CUSTODY);
        for (Path entry : entries(folder)) {
            if (!CUSTODY_FILES.contains(name(entry))) {
                report(entry, "was added");
            }
        }
        Path log = folder.resolve(CustodyLog.FILE);
        if (!Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
            report(log, "is missing");
        }
    }

    private void checkStaging() throws IOException {
        for (Path entry : entries(vault.resolve(Names.STAGING))) {
            if (!Names.isUnfinished(name(entry)) || !isFolder(entry)) {
                report(entry, "was added");
            } else if (notes.size() < MOST_NOTES) {
                notes.add(path(entry) + " is being written, or was left unfinished by a crash; it counts for nothing");
            }
        }
    }

    private void report(Path entry, String detail) {
        problems.add(new Problem(Kind.COMPLETENESS, path(entry), detail));
    }

    private String path(Path entry) {
        return Names.printable(vault.relativize(entry).toString());
    }

    private static boolean isFolder(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }
}
