package dev.sluice.escalation.ledger;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.CheckpointUpdate;
import dev.sluice.escalation.log.Hash;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogReader;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.log.TlogProof;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes checkpoints and proofs out of a vault's log, and acknowledgements in. Needs no key and no lock: the sink may be
 * at work.
 */
public final class LedgerReader {
    private final Path vault;
    private final LogStorage storage;

    /** Of a vault. */
    public LedgerReader(Path vault) {
        this.vault = vault;
        this.storage = new VaultPlaces(vault).log(StepHook.NONE);
    }

    /**
     * The keys that the log says are its own.
     *
     * @throws VaultException where there is no log, or its list of keys is malformed
     */
    public List<NoteKey> keys() {
        return inVault(() -> LogReader.keys(storage));
    }

    /**
     * The last checkpoint, with the proof that the log only grew since it had {@code since} leaves.
     *
     * @param since the size that whoever asks has seen; 0 for none
     * @throws VaultException where there is no log, or it never had that size
     */
    public CheckpointUpdate checkpoint(long since) {
        return inVault(() -> {
            LogReader reader = LogReader.open(storage);
            long size = reader.checkpoint().size();
            if (since > size) {
                throw new LogException(
                        "the log has " + size + " leaves and never had " + since + "; allowed: a size that it has had");
            }
            return new CheckpointUpdate(since, reader.consistency(since, size), reader.note());
        });
    }

    /**
     * The proof of a package: to the first issued checkpoint that has it and a timestamp, else to the first that has it,
     * else to the last checkpoint of all.
     *
     * @param idStart the package's id, or its first digits; with {@code /v} and a number for a version that is not the last
     * @throws VaultException where no or more than one package begins so, or the log is damaged
     */
    public PackageProof prove(String idStart) {
        return inVault(() -> {
            LogReader reader = LogReader.open(storage);
            Found found = find(reader, idStart);
            Optional<Long> issued = issuedWith(found.index());
            if (issued.isEmpty()) {
                return proof(reader, found, reader.note(), new TreeMap<>());
            }
            String folder = IssuedCheckpoints.TOP + IssuedCheckpoints.item(issued.get()) + "/";
            SortedMap<String, byte[]> files = new TreeMap<>();
            List<SignedNote> acknowledged = new ArrayList<>();
            for (String name : storage.list(folder)) {
                byte[] content = storage.read(folder + name);
                if (content == null) {
                    continue;
                }
                if (name.endsWith(IssuedCheckpoints.STAMPED) || name.equals(PackageProof.CHECKPOINT)) {
                    files.put(name, content);
                } else if (name.startsWith(IssuedCheckpoints.ACKNOWLEDGED)) {
                    acknowledged.add(SignedNote.parse(content));
                }
            }
            byte[] checkpoint = files.get(PackageProof.CHECKPOINT);
            if (checkpoint == null) {
                throw new LogException("log/" + folder + PackageProof.CHECKPOINT + " is missing");
            }
            return proof(reader, found, SignedNote.parse(checkpoint).with(acknowledged), files);
        });
    }

    /**
     * Keeps an acknowledgement beside the checkpoint that it is of; that is issued with it, where it was not yet.
     *
     * @param acknowledged what the recipient signed
     * @param witness the recipient's verifier key
     * @return where it lies, relative to the vault
     * @throws VaultException where it is not signed by that key, or is not of this log; nothing is kept then
     */
    public String keep(SignedNote acknowledged, NoteKey witness) {
        return inVault(() -> {
            LogReader reader = LogReader.open(storage);
            Checkpoint checkpoint = Checkpoint.of(acknowledged);
            if (acknowledged.cosignedBy(witness).isEmpty()) {
                throw new LogException("the acknowledgement is not signed by '" + witness.name() + "'");
            }
            boolean ofThisLog = checkpoint.origin().equals(reader.checkpoint().origin())
                    && checkpoint.size() <= reader.checkpoint().size()
                    && reader.rootAt(checkpoint.size()).equals(checkpoint.root())
                    && LogReader.keys(storage).stream().anyMatch(acknowledged::signedBy);
            if (!ofThisLog) {
                throw new LogException("the acknowledgement is of a checkpoint that this log never had");
            }
            String folder = IssuedCheckpoints.TOP + IssuedCheckpoints.item(checkpoint.size()) + "/";
            if (storage.read(folder + IssuedCheckpoints.CHECKPOINT) == null) {
                storage.write(
                        folder + IssuedCheckpoints.CHECKPOINT,
                        acknowledged.only(LogReader.keys(storage)).bytes());
            }
            String name = folder + IssuedCheckpoints.ACKNOWLEDGED + witness.idText() + ".txt";
            storage.write(name, acknowledged.bytes());
            return "log/" + name;
        });
    }

    private record Found(long index, LeafStatement leaf) {}

    private static Found find(LogReader reader, String idStart) {
        int slash = idStart.indexOf('/');
        String start = slash < 0 ? idStart : idStart.substring(0, slash);
        String version = slash < 0 ? "" : idStart.substring(slash);
        SortedMap<String, Found> latest = new TreeMap<>();
        reader.entries(0, (index, entry) -> {
            LeafStatement leaf = LeafStatement.parse(entry);
            boolean wanted = version.isEmpty() || version.equals("/v" + leaf.version());
            if (wanted && !start.isEmpty() && leaf.packageId().startsWith(start)) {
                latest.put(leaf.packageId(), new Found(index, leaf));
            }
            return latest.size() < 2;
        });
        if (latest.size() != 1) {
            throw new LogException("package '" + idStart + "' names "
                    + (latest.isEmpty() ? "no leaf" : "leaves of several packages")
                    + " of the log; allowed: the start of one package's id");
        }
        return latest.values().iterator().next();
    }

    private Optional<Long> issuedWith(long index) throws IOException {
        Optional<Long> first = Optional.empty();
        for (String item : IssuedCheckpoints.items(storage)) {
            long size = Long.parseLong(item);
            if (size > index) {
                first = first.isEmpty() ? Optional.of(size) : first;
                boolean stamped = storage.list(IssuedCheckpoints.TOP + item + "/").stream()
                        .anyMatch(name -> name.endsWith(IssuedCheckpoints.STAMPED));
                if (stamped) {
                    return Optional.of(size);
                }
            }
        }
        return first;
    }

    private static PackageProof proof(
            LogReader reader, Found found, SignedNote note, SortedMap<String, byte[]> timestamps) {
        List<Hash> hashes = reader.inclusion(found.index(), Checkpoint.of(note).size());
        SortedMap<String, byte[]> files = new TreeMap<>(timestamps);
        files.putIfAbsent(PackageProof.CHECKPOINT, note.bytes());
        return new PackageProof(found.leaf(), new TlogProof(found.index(), hashes, note), files);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T inVault(Reading<T> reading) {
        try {
            return reading.read();
        } catch (LogException e) {
            throw new VaultException("log of vault '" + vault + "': " + e.getMessage(), e);
        } catch (IOException e) {
            throw new VaultException(
                    "log of vault '" + vault + "' cannot be read or written ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
