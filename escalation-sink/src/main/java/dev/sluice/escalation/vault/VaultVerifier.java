package dev.sluice.escalation.vault;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.custody.CustodyException;
import dev.sluice.escalation.custody.CustodyLog;
import dev.sluice.escalation.custody.CustodyReader;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.VaultVerification.CustodyEnd;
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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole vault: every package, every quarantined record, the custody log's chain, each against the other, and
 * that there is nothing else. May run while a sink writes: it looks at packages first and reads the log afterwards, and
 * only notes what is in {@code staging/}. Keeps a hash and a name for each package in memory.
 */
public final class VaultVerifier {
    private static final int MOST_PROBLEMS = 1_000;
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");

    private final Path vault;
    private final @Nullable List<VerificationKey> trusted;
    private final Consumer<Verification> each;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> unaccounted = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private @Nullable CustodyEvent head;
    private @Nullable String lastSealedHash;
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
        if (!Files.isDirectory(vault)) {
            throw new VaultException("vault '" + vault + "' does not exist; allowed: a vault's folder");
        }
        try {
            return new VaultVerifier(vault, trusted, each).run();
        } catch (IOException e) {
            throw new VaultException(
                    "vault '" + vault + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private VaultVerification run() throws IOException {
        VaultLayout.Findings layout = VaultLayout.check(vault);
        layout.problems().forEach(problem -> report(problem.kind(), problem.path(), problem.detail()));
        notes.addAll(layout.notes());
        forEachFolder(Names.PACKAGES, Names::location, this::verifyPackage);
        forEachFolder(Names.QUARANTINE, Names::quarantine, this::verifyQuarantined);
        CustodyEnd end = readCustody();
        unaccounted.keySet().stream()
                .sorted()
                .forEach(location -> report(Kind.CUSTODY, location, "is in no event of the custody log"));
        int code = lowestCode == Integer.MAX_VALUE ? 0 : lowestCode;
        return new VaultVerification(packages, broken, end, problems, notes, code);
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

    private void verifyQuarantined(Path folder, String id) throws IOException {
        QuarantinedRecord.Found found = QuarantinedRecord.find(folder);
        String location = Names.quarantine(id);
        found.problems().forEach(problem -> report(problem.kind(), location + "/" + problem.path(), problem.detail()));
        unaccounted.put(location, found.sha256());
    }

    private static String hashOf(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Sha256.hex(file) : "missing";
    }

    private CustodyEnd readCustody() throws IOException {
        Path log = vault.resolve(Names.CUSTODY).resolve(CustodyLog.FILE);
        try {
            CustodyReader.End end = CustodyReader.read(log, (event, offset) -> {
                head = event;
                account(event);
            });
            if (end.tornBytes() > 0) {
                notes.add("custody log ends with " + end.tornBytes()
                        + " bytes of a line that was never finished; the sink takes them off when it starts");
            }
        } catch (CustodyException e) {
            report(Kind.CUSTODY, Names.CUSTODY + "/" + CustodyLog.FILE, e.getMessage());
        }
        return head == null
                ? new CustodyEnd(0, CustodyEvent.GENESIS, null)
                : new CustodyEnd(head.seq(), head.hash(), lastSealedHash);
    }

    private void account(CustodyEvent event) {
        String id = event.act().packageId();
        switch (event.act().action()) {
            case SEALED -> {
                lastSealedHash = event.hash();
                account(Names.location(id), "/" + Manifest.TAGS, event);
            }
            case QUARANTINED -> account(Names.quarantine(id), "", event);
            case REPAIRED ->
                notes.add("custody event " + event.seq() + " at " + event.at() + ": "
                        + event.act().purpose());
        }
    }

    private void account(String location, String file, CustodyEvent event) {
        if (!named.add(location)) {
            report(Kind.CUSTODY, location, "is in the custody log twice");
            return;
        }
        String hash = unaccounted.remove(location);
        if (hash == null && Files.isDirectory(vault.resolve(location), LinkOption.NOFOLLOW_LINKS)) {
            // Written after we looked.
            return;
        }
        if (hash == null) {
            report(Kind.COMPLETENESS, location, "is missing, and custody event " + event.seq() + " names it");
        } else if (!hash.equals(event.act().manifestSha256())) {
            report(Kind.CUSTODY, location + file, "is not what custody event " + event.seq() + " names");
        }
    }

    private void forEachFolder(String name, UnaryOperator<String> location, FolderVisitor visitor) throws IOException {
        for (Path shard : VaultLayout.entries(vault.resolve(name))) {
            // A crash may leave a shard that is still empty.
            boolean sound = SHARD.matcher(String.valueOf(shard.getFileName())).matches()
                    && Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS);
            if (!sound) {
                reportAdded(shard);
                continue;
            }
            for (Path folder : VaultLayout.entries(shard)) {
                String id = String.valueOf(folder.getFileName());
                boolean inPlace = Names.isPackageId(id)
                        && folder.equals(vault.resolve(location.apply(id)))
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
                if (inPlace) {
                    visitor.visit(folder, id);
                } else {
                    reportAdded(folder);
                }
            }
        }
    }

    private void reportAdded(Path path) {
        report(Kind.COMPLETENESS, Names.printable(vault.relativize(path).toString()), "was added");
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
