package dev.sluice.escalation.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A checkpoint for somebody who has seen an earlier one, with the proof that the log only grew since: what C2SP
 * tlog-witness sends to a witness.
 *
 * @param oldSize the size that was seen; 0 for none
 * @param proof the consistency proof from there
 * @param checkpoint the checkpoint, signed
 */
public record CheckpointUpdate(long oldSize, List<Hash> proof, SignedNote checkpoint) {
    private static final String OLD = "old ";

    /** Copies the proof. */
    public CheckpointUpdate {
        proof = List.copyOf(proof);
    }

    /** The bytes: the old size, the proof's hashes, an empty line and the checkpoint. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(OLD + oldSize + "\n");
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        return (text + "\n" + new String(checkpoint.bytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The update in these bytes.
     *
     * @throws LogException where they are none
     */
    public static CheckpointUpdate parse(byte[] bytes) {
        if (bytes.length > SignedNote.LARGEST_BYTES) {
            throw new LogException("it has " + bytes.length + " bytes; allowed: " + SignedNote.LARGEST_BYTES);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int gap = text.indexOf("\n\n");
        List<String> lines =
                gap < 0 ? List.of() : text.substring(0, gap).lines().toList();
        if (lines.isEmpty() || !lines.get(0).matches("old (0|[1-9][0-9]{0,17})")) {
            throw new LogException(
                    "it is no checkpoint to acknowledge; allowed: what 'sluice vault checkpoint' writes");
        }
        if (lines.size() - 1 > ProofCheck.MOST_HASHES) {
            throw new LogException("it has more than " + ProofCheck.MOST_HASHES + " hashes");
        }
        List<Hash> proof =
                lines.subList(1, lines.size()).stream().map(Hash::ofBase64).toList();
        long oldSize = Long.parseLong(lines.get(0).substring(OLD.length()));
        byte[] note = text.substring(gap + 2).getBytes(StandardCharsets.UTF_8);
        return new CheckpointUpdate(oldSize, proof, SignedNote.parse(note));
    }
}
