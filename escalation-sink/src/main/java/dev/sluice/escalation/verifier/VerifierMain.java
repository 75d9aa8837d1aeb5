package dev.sluice.escalation.verifier;

import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.EvidenceFolder;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.escalation.vault.Verification;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code java -jar sluice-verifier.jar FOLDER [--key FILE]}: checks a package, all versions of one, or a whole vault. */
public final class VerifierMain {
    /** Wrong arguments, or nothing that can be checked; no exit code of a verification. */
    static final int WRONG_INPUT = 64;

    private static final String USAGE = """
            Checks evidence of Sluice: for changed, missing and added files, signatures and the custody log.

              java -jar sluice-verifier.jar FOLDER [--key FILE]

            FOLDER   a package, a folder with its versions, or a whole vault
            --key    public keys that you trust: PEM, or JSON with the times of each key. Without it the key in the
                     package is taken at its word: compare its id with the one that you were told of.

            Exit codes: 0 sound; 2 content, 3 missing or added file, 4 signature, 7 custody, 8 unknown, expired or
            revoked key; 64 wrong arguments.""";

    private VerifierMain() {}

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(run(
                args,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments == null) {
                out.println(USAGE);
                return 0;
            }
            KeyRing trusted = arguments.key == null ? null : KeyRing.load(arguments.key);
            return switch (EvidenceFolder.of(arguments.folder)) {
                case PACKAGE -> verifyPackages(arguments.folder, trusted, out);
                case VAULT -> verifyVault(arguments.folder, trusted, out);
            };
        } catch (VaultException | InvalidPathException e) {
            err.println(e.getMessage());
            return WRONG_INPUT;
        }
    }

    private static int verifyPackages(Path folder, @Nullable KeyRing trusted, PrintStream out) {
        int worst = 0;
        for (Path version : EvidenceFolder.packages(folder)) {
            Verification verification = PackageVerifier.verify(version, trusted, null);
            verification.lines().forEach(out::println);
            int code = verification.exitCode();
            worst = worst == 0 || code != 0 && code < worst ? code : worst;
        }
        return worst;
    }

    private static int verifyVault(Path vault, @Nullable KeyRing trusted, PrintStream out) {
        VaultVerification verification = VaultVerifier.verify(
                vault,
                FolderStorage.reading(vault),
                trusted,
                each -> each.lines().forEach(out::println));
        verification.problems().forEach(problem -> out.println("  " + problem));
        verification.notes().forEach(note -> out.println("  note: " + note));
        out.println("custody log ends with " + verification.custody().headHash());
        out.println((verification.ok() ? "vault ok: " : "vault NOT OK: ") + verification.packages() + " packages, "
                + verification.broken() + " of them broken, "
                + verification.custody().events() + " custody events");
        return verification.exitCode();
    }

    /** What the command line says; null of {@link #parse} where it asks for help. */
    private record Arguments(Path folder, @Nullable Path key) {
        static @Nullable Arguments parse(String[] args) {
            Path folder = null;
            Path key = null;
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "-h", "--help" -> {
                        return null;
                    }
                    case "--key" -> {
                        if (++i == args.length) {
                            throw new VaultException("--key names no file; allowed: --key FILE");
                        }
                        key = Path.of(args[i]);
                    }
                    default -> {
                        if (folder != null || args[i].startsWith("-")) {
                            throw new VaultException(
                                    "argument " + (i + 1) + " is not understood; allowed: FOLDER [--key FILE]");
                        }
                        folder = Path.of(args[i]);
                    }
                }
            }
            if (folder == null) {
                throw new VaultException("no folder is named; allowed: FOLDER [--key FILE]");
            }
            return new Arguments(folder, key);
        }
    }
}
