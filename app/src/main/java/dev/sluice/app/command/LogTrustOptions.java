package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.timestamp.Certificates;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a verifier of the log brings along. */
final class LogTrustOptions {
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    @Option(
            names = "--previous-checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that you kept: the log must continue it. May be given several times.")
    private List<Path> previous = new ArrayList<>();

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "Verifier key of a recipient who acknowledges checkpoints. May be given several times.")
    private List<String> witnesses = new ArrayList<>();

    @Option(
            names = "--tsa",
            paramLabel = "FILE",
            description = "Certificates that timestamp authorities must lead to, in PEM.")
    private @Nullable Path authorities;

    @Option(
            names = "--proof",
            paramLabel = "DIR",
            description = "For a package alone: the proof that was made of it, to be checked with it.")
    private @Nullable Path proof;

    /** All of it, with the keys that may have signed. */
    LedgerTrust trust(@Nullable KeyRing keys) {
        List<NoteKey> known = witnesses.stream().map(LogTrustOptions::witness).toList();
        List<SignedNote> seen = previous.stream().map(LogTrustOptions::note).toList();
        return new LedgerTrust(keys, known, authorities == null ? List.of() : Certificates.load(authorities), seen);
    }

    /** The proof that was given; empty where none was. */
    Optional<PackageProof> proof() {
        if (proof == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PackageProof.read(proof));
        } catch (IOException | LogException e) {
            throw CommandException.usage("proof '" + proof + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /** The one of these packages that the proof is of, or the last where it is of none; empty where no proof was given. */
    Optional<Path> provedAmong(List<Path> packages) throws IOException {
        Optional<PackageProof> given = proof();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String manifest = given.get().leaf().manifestSha256();
        for (Path folder : packages) {
            if (PackageIdentity.of(folder).manifestSha256().equals(manifest)) {
                return Optional.of(folder);
            }
        }
        return Optional.of(packages.getLast());
    }

    /** A witness's key. */
    static NoteKey witness(String text) {
        try {
            return NoteKey.parse(text);
        } catch (LogException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** The signed note in a file. */
    static SignedNote note(Path file) {
        try {
            return SignedNote.parse(small(file));
        } catch (LogException e) {
            throw CommandException.usage("file '" + file + "' is no checkpoint: " + e.getMessage(), e);
        } catch (IOException e) {
            throw CommandException.usage("file '" + file + "' cannot be read", e);
        }
    }

    /** A file that ought to be small. */
    static byte[] small(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST_FILE_BYTES);
        }
    }
}
