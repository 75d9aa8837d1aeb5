package dev.sluice.escalation.verifier;

import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.timestamp.Certificates;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param folder what is to be checked
 * @param keys keys that are trusted; null where none were given
 * @param proof the proof of a package; null where none was given
 * @param trust what is known of the log
 */
record Arguments(
        Path folder, @Nullable KeyRing keys, @Nullable Path proof, LedgerTrust trust) {
    private static final String ALLOWED =
            "FOLDER [--key FILE] [--proof DIR] [--tsa FILE] [--witness KEY]" + " [--previous-checkpoint FILE]";

    /**
     * Reads it, and the files that it names; null where it asks for help.
     *
     * @throws VaultException where it cannot be understood, in one line
     */
    static @Nullable Arguments parse(String[] args) {
        Path folder = null;
        KeyRing keys = null;
        Path proof = null;
        List<X509Certificate> authorities = List.of();
        List<NoteKey> witnesses = new ArrayList<>();
        List<SignedNote> seen = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "-h", "--help" -> {
                    return null;
                }
                case "--key" -> keys = KeyRing.load(file(args, ++i));
                case "--proof" -> proof = file(args, ++i);
                case "--tsa" -> authorities = Certificates.load(file(args, ++i));
                case "--witness" -> witnesses.add(NoteKey.parse(value(args, ++i)));
                case "--previous-checkpoint" -> seen.add(note(file(args, ++i)));
                default -> {
                    if (folder != null || args[i].startsWith("-")) {
                        throw new VaultException("argument " + (i + 1) + " is not understood; allowed: " + ALLOWED);
                    }
                    folder = Path.of(args[i]);
                }
            }
        }
        if (folder == null) {
            throw new VaultException("no folder is named; allowed: " + ALLOWED);
        }
        return new Arguments(folder, keys, proof, new LedgerTrust(keys, witnesses, authorities, seen));
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new VaultException(args[index - 1] + " is the last word and names nothing; allowed: " + ALLOWED);
        }
        return args[index];
    }

    private static Path file(String[] args, int index) {
        return Path.of(value(args, index));
    }

    private static SignedNote note(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return SignedNote.parse(in.readNBytes(SignedNote.LARGEST_BYTES + 1));
        } catch (LogException e) {
            throw new VaultException("file '" + file + "' is no checkpoint: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new VaultException(
                    "file '" + file + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
