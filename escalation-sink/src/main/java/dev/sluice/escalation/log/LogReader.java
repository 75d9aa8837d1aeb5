package dev.sluice.escalation.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log at its last checkpoint. Checks the form of what it reads and no signature or hash: proofs and entries
 * hold only against a root that the reader trusts.
 */
public final class LogReader {
    /** The name of the last checkpoint. */
    public static final String CHECKPOINT = "checkpoint";
    /** The name of the list of keys that have signed checkpoints, a verifier key a line. */
    public static final String KEYS = "keys.txt";

    private final LogStorage storage;
    private final SignedNote note;
    private final Checkpoint checkpoint;
    private final TileReader tiles;

    private LogReader(LogStorage storage, SignedNote note) {
        this.storage = storage;
        this.note = note;
        this.checkpoint = Checkpoint.of(note);
        this.tiles = new TileReader(storage, checkpoint.size());
    }

    /** Hears of entries in order. */
    @FunctionalInterface
    public interface Visitor {
        /** The entry at an index; false to hear of no more. */
        boolean entry(long index, byte[] entry);
    }

    /**
     * The log here.
     *
     * @throws LogException where there is none, or its checkpoint is none
     */
    public static LogReader open(LogStorage storage) {
        byte[] note = TileReader.read(storage, CHECKPOINT);
        try {
            return new LogReader(storage, SignedNote.parse(note));
        } catch (LogException e) {
            throw new LogException(CHECKPOINT + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The keys that the log says have signed its checkpoints.
     *
     * @throws LogException where the list is missing or holds something else
     */
    public static List<NoteKey> keys(LogStorage storage) {
        byte[] list = TileReader.read(storage, KEYS);
        if (list.length > SignedNote.LARGEST_BYTES) {
            throw new LogException(KEYS + " has " + list.length + " bytes; allowed: " + SignedNote.LARGEST_BYTES);
        }
        return new String(list, StandardCharsets.UTF_8)
                .lines()
                .map(NoteKey::parse)
                .toList();
    }

    /** The last checkpoint as it is signed. */
    public SignedNote note() {
        return note;
    }

    /** The last checkpoint. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * The entries from an index on, a bundle in memory at a time.
     *
     * @throws LogException where a bundle is missing or malformed
     */
    public void entries(long from, Visitor visitor) {
        for (long index = from; index < checkpoint.size(); ) {
            TileName name = TileName.of(TileName.ENTRIES, index / TileName.FULL, checkpoint.size());
            List<byte[]> bundle = Bundle.parse(TileReader.read(storage, name), name);
            for (byte[] entry : bundle.subList((int) (index % TileName.FULL), bundle.size())) {
                if (!visitor.entry(index++, entry)) {
                    return;
                }
            }
        }
    }

    /** The last entry; empty where there is none. */
    public Optional<byte[]> last() {
        byte[][] last = new byte[1][];
        entries(Math.max(0, checkpoint.size() - 1), (index, entry) -> {
            last[0] = entry;
            return false;
        });
        return Optional.ofNullable(last[0]);
    }

    /** The proof that an entry is in the tree of a size that the log has had. */
    public List<Hash> inclusion(long index, long size) {
        requireHad(size);
        return Proofs.inclusion(index, size, tiles);
    }

    /** The proof that the tree of one size that the log has had is the start of that of another. */
    public List<Hash> consistency(long oldSize, long size) {
        requireHad(size);
        return Proofs.consistency(oldSize, size, tiles);
    }

    /** The root that the log had at a size, by its tiles. */
    public Hash rootAt(long size) {
        requireHad(size);
        return Frontier.of(size, tiles).root();
    }

    TileReader tiles() {
        return tiles;
    }

    private void requireHad(long size) {
        if (size > checkpoint.size()) {
            throw new LogException("the log has " + checkpoint.size() + " leaves and never had " + size
                    + "; allowed: a size that it has had");
        }
    }
}
