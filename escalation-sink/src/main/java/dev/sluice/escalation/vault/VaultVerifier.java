package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole vault: every package, the custody log's chain, and each against the other. May run while a sink
 * writes: it looks at packages first and reads the log afterwards. Keeps one hash for each package in memory.
 */
public final class VaultVerifier {
    private static final int MOST_PROBLEMS = 1_000;

    private final Path vault;
    private final @Nullable List<VerificationKey> trusted;
    private final Consumer<Verification> each;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> unaccounted = new HashMap<>();
    private final Set<String> sealed = new HashSet<>();
    private int packages;
    private int broken;
    private int lowestCode = Integer.MAX_VALUE;

    private VaultVerifier(Path vault, @Nullable List<VerificationKey> trusted, Consumer<Verification> each) {
        this.vault = vault;
        this.trusted = trusted;
        this.each = each;
    }

    /**
     * Verifies a vault.
     *
     * @param vault its folder
     * @param trusted keys that may have signed packages; null to take those in the packages
     * @param each hears of each package as soon as it is verified
     * @throws VaultException where there is no vault, or it cannot be read
     */
    public static VaultVerification verify(
            Path vault, @Nullable List<VerificationKey> trusted, Consumer<Verification> each) {
        if (!Files.isDirectory(vault.resolve(Names.PACKAGES))) {
            throw new VaultException("vault '" + vault + "' does not exist; allowed: a folder with packages/ in it");
        }
        try {
            return new VaultVerifier(vault, trusted, each).run();
        } catch (IOException e) {
            throw new VaultException(
                    "vault '" + vault + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private VaultVerification run() throws IOException {
        forEachFolder(Names.PACKAGES, this::verifyPackage);
        forEachFolder(Names.QUARANTINE, this::noteQuarantined);
        long events = readCustody();
        unaccounted.keySet().stream()
                .sorted()
                .forEach(location -> report(Kind.CUSTODY, location, "is in no event of the custody log"));
        int code = lowestCode == Integer.MAX_VALUE ? 0 : lowestCode;
        return new VaultVerification(packages, broken, events, problems, notes, code);
    }

    private void verifyPackage(Path folder, String id) throws IOException {
        Verification verification = PackageVerifier.verify(folder, trusted);
        packages++;
        if (!verification.ok()) {
            broken++;
            lowestCode = Math.min(lowestCode, verification.exitCode());
        }
        each.accept(verification);
        unaccounted.put(Names.location(id), hashOf(folder.resolve(Manifest.TAGS)));
    }

    private void noteQuarantined(Path folder, String id) throws IOException {
        unaccounted.put(Names.quarantine(id), hashOf(folder.resolve("value.bin")));
    }

    private static String hashOf(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Sha256.hex(file) : "missing";
    }

    private long readCustody() throws IOException {
        Path log = vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
        long[] events = new long[1];
        try {
            CustodyReader.End end = CustodyReader.read(log, (event, offset) -> {
                events[0] = event.seq();
                account(event);
            });
            if (end.tornBytes() > 0) {
                notes.add("custody log ends with " + end.tornBytes()
                        + " bytes of a line that was never finished; the sink takes them off when it starts");
            }
        } catch (CustodyException e) {
            report(Kind.CUSTODY, Names.CUSTODY + "/" + CustodyLog.FILE, e.getMessage());
        }
        return events[0];
    }

    private void account(CustodyEvent event) {
        String id = event.act().packageId();
        switch (event.act().action()) {
            case SEALED -> {
                if (!sealed.add(id)) {
                    report(Kind.CUSTODY, Names.location(id), "is sealed twice in the custody log");
                }
                account(Names.location(id), Manifest.TAGS, event);
            }
            case QUARANTINED -> account(Names.quarantine(id), "value.bin", event);
            case REPAIRED ->
                notes.add("custody event " + event.seq() + " at " + event.at() + ": "
                        + event.act().purpose());
        }
    }

    private void account(String location, String file, CustodyEvent event) {
        String hash = unaccounted.remove(location);
        if (hash == null && Files.isDirectory(vault.resolve(location))) {
            // Written after we looked.
            return;
        }
        if (hash == null) {
            report(Kind.COMPLETENESS, location, "is missing, and custody event " + event.seq() + " names it");
        } else if (!hash.equals(event.act().manifestSha256())) {
            report(Kind.CUSTODY, location + "/" + file, "is not what custody event " + event.seq() + " names");
        }
    }

    private void forEachFolder(String name, FolderVisitor visitor) throws IOException {
        for (Path shard : sorted(vault.resolve(name))) {
            for (Path folder : Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS) ? sorted(shard) : List.of(shard)) {
                String id = String.valueOf(folder.getFileName());
                boolean inPlace = Names.isPackageId(id)
                        && id.startsWith(String.valueOf(shard.getFileName()))
                        && !folder.equals(shard)
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
                if (inPlace) {
                    visitor.visit(folder, id);
                } else {
                    report(Kind.COMPLETENESS, vault.relativize(folder).toString(), "was added");
                }
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private void report(Kind kind, String path, @Nullable String detail) {
        lowestCode = Math.min(lowestCode, kind.exitCode());
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(kind, path, String.valueOf(detail)));
        }
    }

    private interface FolderVisitor {
        void visit(Path folder, String id) throws IOException;
    }
}
