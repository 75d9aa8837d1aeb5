package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what a vault holds, from its custody log and without the words in the evidence. Needs no key and no lock. */
public final class VaultIndex {
    private static final int MOST_FILES = 1_000;

    private VaultIndex() {}

    /**
     * A sealed package with its files and its history.
     *
     * @param summary what it is
     * @param files paths of its files, relative to its folder
     * @param events all custody events about it
     */
    public record Details(PackageSummary summary, List<String> files, List<CustodyEvent> events) {}

    /** Whether anything was ever done in the vault in this folder. */
    public static boolean isInUse(Path vault) {
        Path log = vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
        try {
            return Files.exists(log) && Files.size(log) > 0;
        } catch (IOException e) {
            throw new VaultException("custody log of vault '" + vault + "' cannot be read", e);
        }
    }

    /**
     * Lists sealed packages in the order in which they were sealed.
     *
     * @throws VaultException where there is no vault, or its custody log cannot be read
     */
    public static void list(Path vault, Consumer<PackageSummary> each) {
        read(vault, event -> {
            if (event.act().action() == CustodyAction.SEALED) {
                each.accept(summary(vault, event));
            }
        });
    }

    /**
     * Shows the sealed package whose id starts with the given digits, in its latest version.
     *
     * @throws VaultException where there is none or more than one
     */
    public static Details show(Path vault, String idStart) {
        List<CustodyEvent> events = new ArrayList<>();
        read(vault, event -> {
            if (!idStart.isEmpty() && event.act().packageId().startsWith(idStart)) {
                events.add(event);
            }
        });
        List<CustodyEvent> sealings = events.stream()
                .filter(event -> event.act().action() == CustodyAction.SEALED)
                .toList();
        long packages = sealings.stream()
                .map(event -> event.act().packageId())
                .distinct()
                .count();
        if (packages != 1) {
            throw new VaultException("package '" + Names.printable(idStart) + "' names " + packages
                    + " packages of vault '" + vault + "'; allowed: the start of one package's id");
        }
        PackageSummary summary = summary(vault, sealings.getLast());
        return new Details(summary, files(vault.resolve(summary.location())), List.copyOf(events));
    }

    private static void read(Path vault, Consumer<CustodyEvent> each) {
        if (!Files.isDirectory(vault.resolve(Names.CUSTODY))) {
            throw new VaultException("vault '" + vault + "' does not exist; allowed: a folder with custody/ in it");
        }
        Path log = vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
        if (!Files.exists(log)) {
            throw new VaultException("custody log of vault '" + vault + "' is missing; allowed: a vault with its log");
        }
        try {
            CustodyReader.read(log, (event, offset) -> each.accept(event));
        } catch (IOException | UncheckedIOException | CustodyException e) {
            throw new VaultException("custody log of vault '" + vault + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static PackageSummary summary(Path vault, CustodyEvent sealing) {
        String id = sealing.act().packageId();
        int version = sealing.act().version();
        Path folder = vault.resolve(Names.location(id, version));
        boolean present = Files.isDirectory(folder);
        BagInfo info = present ? BagInfo.read(folder) : new BagInfo("");
        return new PackageSummary(
                id,
                version,
                Names.location(id, version),
                sealing.at(),
                sealing.act().sha256(),
                info.field("Legal-Category"),
                info.field("Escalated-At"),
                present);
    }

    private static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            throw new VaultException("package '" + folder + "' cannot be listed", e);
        }
    }
}
