package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what a vault holds, from its custody log and without the words in the evidence. Needs no key and no lock. */
public final class VaultIndex {
    private static final int LARGEST_INFO_BYTES = 1 << 16;
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
     * Shows the sealed package whose id starts with the given digits.
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
        if (sealings.size() != 1) {
            throw new VaultException("package '" + idStart + "' names " + sealings.size() + " packages of vault '"
                    + vault + "'; allowed: the start of one package's id");
        }
        PackageSummary summary = summary(vault, sealings.get(0));
        return new Details(summary, files(vault.resolve(summary.location())), List.copyOf(events));
    }

    private static void read(Path vault, Consumer<CustodyEvent> each) {
        if (!Files.isDirectory(vault.resolve(Names.PACKAGES))) {
            throw new VaultException("vault '" + vault + "' does not exist; allowed: a folder with packages/ in it");
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
        Path folder = vault.resolve(Names.location(id));
        boolean present = Files.isDirectory(folder);
        String info = present ? info(folder) : "";
        return new PackageSummary(
                id,
                Names.location(id),
                sealing.at(),
                sealing.act().manifestSha256(),
                field(info, "Legal-Category"),
                field(info, "Escalated-At"),
                present);
    }

    private static String info(Path folder) {
        try {
            return new String(
                    SmallFiles.bytes(folder.resolve("bag-info.txt"), LARGEST_INFO_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String field(String info, String name) {
        String start = name + ": ";
        return info.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
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
