package dev.sluice.escalation.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * That an entry is in a log, for somebody who has only this: C2SP tlog-proof.
 *
 * @param index the entry's index
 * @param hashes the inclusion proof
 * @param checkpoint the signed checkpoint that it leads to
 */
public record TlogProof(long index, List<Hash> hashes, SignedNote checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";

    /** Copies the hashes. */
    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /** The proof's bytes. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(HEADER + "\n" + INDEX + index + "\n");
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return (text + "\n" + new String(checkpoint.bytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The proof in these bytes; extra data is passed over, for nothing vouches for it.
     *
     * @throws LogException where they are none
     */
    public static TlogProof parse(byte[] bytes) {
        if (bytes.length > SignedNote.LARGEST_BYTES) {
            throw new LogException("it has " + bytes.length + " bytes; allowed: " + SignedNote.LARGEST_BYTES);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int gap = text.indexOf("\n\n");
        List<String> lines =
                gap < 0 ? List.of() : text.substring(0, gap).lines().toList();
        int at = lines.size() > 1 && lines.get(1).startsWith("extra ") ? 2 : 1;
        if (lines.size() <= at
                || !lines.get(0).equals(HEADER)
                || !lines.get(at).matches("index (0|[1-9][0-9]{0,17})")) {
            throw new LogException("it is no proof; allowed: " + HEADER + ", an index, hashes and a checkpoint");
        }
        if (lines.size() - at - 1 > ProofCheck.MOST_HASHES) {
            throw new LogException("it has more than " + ProofCheck.MOST_HASHES + " hashes");
        }
        List<Hash> hashes =
                lines.subList(at + 1, lines.size()).stream().map(Hash::ofBase64).toList();
        long index = Long.parseLong(lines.get(at).substring(INDEX.length()));
        byte[] note = text.substring(gap + 2).getBytes(StandardCharsets.UTF_8);
        return new TlogProof(index, hashes, SignedNote.parse(note));
    }

    /**
     * Whether the proof leads from this entry to the checkpoint's root. Who signed the checkpoint is another question:
     * {@link SignedNote#signedBy}.
     */
    public boolean proves(byte[] entry) {
        Checkpoint head = Checkpoint.of(checkpoint);
        return ProofCheck.included(TreeHash.leaf(entry), index, head.size(), hashes, head.root());
    }
}
