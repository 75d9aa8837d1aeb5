package dev.sluice.escalation.verifier;

import dev.sluice.escalation.ledger.LedgerVerification;
import dev.sluice.escalation.ledger.LedgerVerifier;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.log.LogException;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.EvidenceFolder;
import dev.sluice.escalation.vault.PackageIdentity;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.Problem;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.escalation.vault.Verification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code java -jar sluice-verifier.jar FOLDER [OPTIONS]}: checks a package, all versions of one, or a whole vault. */
public final class VerifierMain {
    /** Wrong arguments, or nothing that can be checked; no exit code of a verification. */
    static final int WRONG_INPUT = 64;

    private static final String USAGE = """
            Checks evidence of Sluice: for changed, missing and added files, signatures, the custody log and the log of
            sealed packages.

              java -jar sluice-verifier.jar FOLDER [OPTIONS]

            FOLDER        a package, a folder with its versions, or a whole vault
            --key FILE    public keys that you trust: PEM, or JSON with the times of each key. Without it the key in the
                          package is taken at its word: compare its id with the one that you were told of.
            --proof DIR   with a package: the proof that it is in the log
            --tsa FILE    certificates that timestamp authorities must lead to, in PEM
            --witness KEY               verifier key of somebody who acknowledges checkpoints; may be given several times
            --previous-checkpoint FILE  a checkpoint that you kept: the log must continue it; may be given several times

            Exit codes: 0 sound; 2 content, 3 missing or added file, 4 signature, 5 timestamp, 6 log, 7 custody,
            8 unknown, expired or revoked key; 64 wrong arguments.""";

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
            return switch (EvidenceFolder.of(arguments.folder())) {
                case PACKAGE -> verifyPackages(arguments, out);
                case VAULT -> verifyVault(arguments, out);
            };
        } catch (VaultException | LogException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_INPUT;
        } catch (IOException e) {
            err.println("a file cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
            return WRONG_INPUT;
        }
    }

    private static int verifyPackages(Arguments arguments, PrintStream out) throws IOException {
        int worst = 0;
        List<Path> versions = EvidenceFolder.packages(arguments.folder());
        for (Path version : versions) {
            Verification verification = PackageVerifier.verify(version, arguments.keys(), null);
            verification.lines().forEach(out::println);
            worst = lower(worst, verification.exitCode());
        }
        Path proof = arguments.proof();
        return proof == null ? worst : lower(worst, verifyProof(PackageProof.read(proof), versions, arguments, out));
    }

    /** Holds the proof against the version that it is of; where it is of none, against the last. */
    private static int verifyProof(PackageProof proof, List<Path> versions, Arguments arguments, PrintStream out)
            throws IOException {
        PackageIdentity proved = PackageIdentity.of(versions.getLast());
        for (Path version : versions) {
            PackageIdentity identity = PackageIdentity.of(version);
            proved = identity.manifestSha256().equals(proof.leaf().manifestSha256()) ? identity : proved;
        }
        List<Problem> problems = proof.check(proved.packageId(), proved.manifestSha256(), arguments.trust());
        proof.lines(problems, arguments.trust()).forEach(out::println);
        return problems.stream()
                .mapToInt(problem -> problem.kind().exitCode())
                .min()
                .orElse(0);
    }

    private static int verifyVault(Arguments arguments, PrintStream out) {
        Path vault = arguments.folder();
        LedgerVerifier log = LedgerVerifier.of(vault, arguments.trust());
        VaultVerification verification = VaultVerifier.verify(
                vault,
                FolderStorage.reading(vault),
                arguments.keys(),
                each -> each.lines().forEach(out::println));
        verification.problems().forEach(problem -> out.println("  " + problem));
        verification.notes().forEach(note -> out.println("  note: " + note));
        out.println("custody log ends with " + verification.custody().headHash());
        LedgerVerification logged = log.verify();
        logged.lines().forEach(out::println);
        int code = lower(verification.exitCode(), logged.exitCode());
        out.println((code == 0 ? "vault ok: " : "vault NOT OK: ") + verification.packages() + " packages, "
                + verification.broken() + " of them broken, "
                + verification.custody().events() + " custody events");
        return code;
    }

    /** The lower of two exit codes that is not 0. */
    private static int lower(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
