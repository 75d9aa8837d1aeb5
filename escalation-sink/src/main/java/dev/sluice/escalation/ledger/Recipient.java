package dev.sluice.escalation.ledger;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.log.CheckpointUpdate;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.LogFolder;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.ProofCheck;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.Problem.Kind;
import dev.sluice.escalation.vault.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who receives evidence, with a key of their own and a file that remembers the last checkpoint they saw. What
 * they acknowledge, whoever keeps the vault can no longer take back: the next checkpoint has to continue it.
 */
public final class Recipient {
    private final KeySigner signer;
    private final KeyRing logKeys;
    private final LogStorage memory;
    private final String memoryName;

    private Recipient(KeySigner signer, KeyRing logKeys, Path memory) {
        Path file = memory.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("file '" + memory + "' cannot be one; allowed: a file in a folder");
        }
        this.signer = signer;
        this.logKeys = logKeys;
        this.memory = new LogFolder(folder, new DurableFiles(StepHook.NONE));
        this.memoryName = String.valueOf(file.getFileName());
    }

    /**
     * A recipient.
     *
     * @param name what they sign as, such as {@code legal.example/desk}
     * @param key their own key
     * @param logKeys the keys that they trust to sign checkpoints, and when
     * @param memory the file that remembers; made with the first acknowledgement
     * @throws LogException where the name cannot be one
     */
    public static Recipient of(String name, SigningKey key, KeyRing logKeys, Path memory) {
        return new Recipient(KeySigner.of(name, NoteKey.Use.COSIGNATURE, key), logKeys, memory);
    }

    /** The recipient's verifier key, to be given to those who check acknowledgements. */
    public NoteKey key() {
        return signer.key();
    }

    /**
     * The last checkpoint that was acknowledged; empty before the first.
     *
     * @throws LogException where the file that remembers is malformed
     * @throws IOException where it cannot be read
     */
    public Optional<Checkpoint> seen() throws IOException {
        byte[] note = memory.read(memoryName);
        if (note == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Checkpoint.of(SignedNote.parse(note)));
        } catch (LogException e) {
            throw new LogException("file '" + memoryName + "' remembers no checkpoint: " + e.getMessage(), e);
        }
    }

    /**
     * Acknowledges a checkpoint: checks who signed it and that it continues the last one seen, remembers it, and only then
     * cosigns it. Where anything is wrong nothing is remembered and nothing signed.
     *
     * @return the checkpoint with the recipient's cosignature
     * @throws RefusedCheckpoint where it is not signed by the log with a key that is good now, or does not continue what was seen
     * @throws IOException where the file that remembers cannot be read or written
     */
    public SignedNote acknowledge(CheckpointUpdate update, Clock clock) throws RefusedCheckpoint, IOException {
        Checkpoint checkpoint = Checkpoint.of(update.checkpoint());
        requireSigned(update.checkpoint(), checkpoint, clock.instant());
        Optional<Checkpoint> seen = seen();
        if (seen.isPresent()) {
            requireContinued(seen.get(), checkpoint, update);
        }
        SignedNote acknowledged = update.checkpoint().cosign(signer, clock.instant());
        memory.write(memoryName, acknowledged.bytes());
        return acknowledged;
    }

    /** A checkpoint is acknowledged when it is new, so its key must be good now. */
    private void requireSigned(SignedNote note, Checkpoint checkpoint, Instant now) throws RefusedCheckpoint {
        Optional<LogKeys.Wrong> wrong =
                LogKeys.of(checkpoint.origin(), logKeys, List.of()).check(note, now);
        if (wrong.isPresent()) {
            String what = "checkpoint of " + checkpoint.size() + " leaves ";
            throw wrong.get().kind() == Kind.SIGNATURE
                    ? new RefusedCheckpoint(Kind.SIGNATURE, what + "is signed by none of the keys you trust")
                    : new RefusedCheckpoint(
                            wrong.get().kind(), what + wrong.get().detail());
        }
    }

    private static void requireContinued(Checkpoint seen, Checkpoint checkpoint, CheckpointUpdate update)
            throws RefusedCheckpoint {
        String both = "the checkpoint of " + checkpoint.size() + " leaves and the one of " + seen.size()
                + " that you acknowledged";
        if (!seen.origin().equals(checkpoint.origin())) {
            throw new RefusedCheckpoint(
                    Kind.LOG,
                    "the checkpoint is of log '" + checkpoint.origin() + "'; you acknowledged '" + seen.origin() + "'");
        }
        if (checkpoint.size() < seen.size()) {
            throw new RefusedCheckpoint(Kind.LOG, both + ": the log was cut, or this one is old");
        }
        boolean same = checkpoint.size() == seen.size() && checkpoint.root().equals(seen.root());
        if (!same && checkpoint.size() > seen.size() && update.oldSize() != seen.size()) {
            throw new RefusedCheckpoint(
                    Kind.LOG,
                    both + ": the proof is from " + update.oldSize() + "; ask for one with --since " + seen.size());
        }
        boolean continued = same
                || ProofCheck.consistent(
                        seen.size(), seen.root(), checkpoint.size(), checkpoint.root(), update.proof());
        if (!continued) {
            throw new RefusedCheckpoint(Kind.LOG, both + " are not of one history: the log was rewritten");
        }
    }
}
