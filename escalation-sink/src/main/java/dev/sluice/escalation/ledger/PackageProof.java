package dev.sluice.escalation.ledger;

import dev.sluice.escalation.durable.BoundedFiles;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.log.TlogProof;
import dev.sluice.escalation.timestamp.Timestamp;
import dev.sluice.escalation.timestamp.TimestampCheck;
import dev.sluice.escalation.timestamp.TimestampException;
import dev.sluice.escalation.vault.Problem;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * That a package was in the log, for somebody who has the package and this, and no vault: the leaf, the proof that leads
 * from it to a checkpoint, and what others said about that checkpoint.
 *
 * @param leaf the log's entry for the package
 * @param proof the proof, with the checkpoint and all acknowledgements of it
 * @param timestamps timestamps of the checkpoint by name of file
 */
public record PackageProof(LeafStatement leaf, TlogProof proof, SortedMap<String, byte[]> timestamps) {
    /** The file of the leaf: the entry's bytes. */
    public static final String LEAF = "leaf.json";
    /** The file of the proof, C2SP tlog-proof. */
    public static final String PROOF = "inclusion.tlog-proof";
    /** The file of the checkpoint as it was stamped. */
    public static final String CHECKPOINT = "checkpoint.txt";

    private static final int MOST_FILES = 100;
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    /** Copies the timestamps. */
    public PackageProof {
        timestamps = Collections.unmodifiableSortedMap(new TreeMap<>(timestamps));
    }

    /**
     * The proof in these files.
     *
     * @throws LogException where one is missing or malformed
     */
    public static PackageProof parse(SortedMap<String, byte[]> files) {
        byte[] leaf = files.get(LEAF);
        byte[] proof = files.get(PROOF);
        if (leaf == null || proof == null) {
            throw new LogException("there is no " + (leaf == null ? LEAF : PROOF)
                    + "; allowed: the files that 'sluice vault prove' writes");
        }
        SortedMap<String, byte[]> timestamps = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.endsWith(IssuedCheckpoints.STAMPED) || name.equals(CHECKPOINT)) {
                timestamps.put(name, content);
            }
        });
        return new PackageProof(LeafStatement.parse(leaf), TlogProof.parse(proof), timestamps);
    }

    /**
     * The proof in a folder.
     *
     * @throws LogException where a file is missing or malformed
     * @throws IOException where one cannot be read
     */
    public static PackageProof read(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file :
                    entries.filter(Files::isRegularFile).limit(MOST_FILES).toList()) {
                files.put(String.valueOf(file.getFileName()), BoundedFiles.bytes(file, LARGEST_FILE_BYTES));
            }
        }
        return parse(files);
    }

    /** The files of the proof: leaf, proof, checkpoint and its timestamps. */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>(timestamps);
        files.put(LEAF, leaf.bytes());
        files.put(PROOF, proof.bytes());
        return files;
    }

    /** The checkpoint that the proof leads to. */
    public Checkpoint checkpoint() {
        return Checkpoint.of(proof.checkpoint());
    }

    /**
     * Checks the proof against a package.
     *
     * @param packageId the package's id
     * @param manifestSha256 hash of its signed list of files
     * @param trust which keys, witnesses and authorities are known; what the log itself says of its keys is not here to
     *     be believed, so without keys the signature is not checked
     * @return all that is wrong; empty where nothing is
     */
    public List<Problem> check(String packageId, String manifestSha256, LedgerTrust trust) {
        List<Problem> problems = new ArrayList<>();
        if (!leaf.packageId().equals(packageId) || !leaf.manifestSha256().equals(manifestSha256)) {
            problems.add(new Problem(Kind.LOG, LEAF, "is that of another package, or of another version of it"));
        }
        if (!proof.proves(leaf.bytes())) {
            problems.add(new Problem(Kind.LOG, PROOF, "does not lead from the leaf to the checkpoint"));
        }
        if (trust.keys() != null) {
            LogKeys.of(checkpoint().origin(), trust.keys(), List.of())
                    .check(proof.checkpoint(), leaf.sealedAt())
                    .ifPresent(wrong -> problems.add(new Problem(wrong.kind(), PROOF, wrong.detail())));
        }
        timestamps.forEach((name, content) -> {
            if (name.endsWith(IssuedCheckpoints.STAMPED)) {
                check(name, content, trust, problems);
            }
        });
        return problems;
    }

    /** What a person reads: each of these problems, then what is proved and since when. */
    public List<String> lines(List<Problem> problems, LedgerTrust trust) {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add("  " + problem));
        lines.add((problems.isEmpty() ? "in log " : "NOT PROVED to be in log ")
                + checkpoint().origin() + ", leaf " + proof.index() + " of "
                + checkpoint().size()
                + (trust.keys() == null ? " (who signed the checkpoint was not checked: give --key)" : ""));
        for (Timestamp time : times(trust)) {
            lines.add("existed at " + time.time() + ", says " + time.authority()
                    + (time.trusted() ? "" : " (taken at its word: give --tsa)"));
        }
        return lines;
    }

    /** The timestamps that hold, in no order. */
    public List<Timestamp> times(LedgerTrust trust) {
        List<Timestamp> times = new ArrayList<>();
        timestamps.forEach((name, content) -> {
            try {
                if (name.endsWith(IssuedCheckpoints.STAMPED)) {
                    times.add(TimestampCheck.check(content, stamped(), trust.authorities()));
                }
            } catch (TimestampException e) {
                // Reported by check.
            }
        });
        return times;
    }

    private void check(String name, byte[] content, LedgerTrust trust, List<Problem> problems) {
        try {
            TimestampCheck.check(content, stamped(), trust.authorities());
        } catch (TimestampException e) {
            problems.add(new Problem(Kind.TIMESTAMP, name, "does not hold: " + e.getMessage()));
        }
    }

    /** What was stamped: the checkpoint as it was issued, which must be the one that the proof leads to. */
    private byte[] stamped() throws TimestampException {
        byte[] issued = timestamps.get(CHECKPOINT);
        if (issued != null && isOfProof(issued)) {
            return issued;
        }
        throw new TimestampException(CHECKPOINT + " is not the checkpoint of the proof");
    }

    private boolean isOfProof(byte[] issued) {
        try {
            return SignedNote.parse(issued).text().equals(proof.checkpoint().text());
        } catch (LogException e) {
            return false;
        }
    }
}
