package dev.sluice.escalation.vault;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What verifying one package showed.
 *
 * @param name the package's id and version, or its folder's name
 * @param files how many files were compared with their hashes
 * @param signerKeyId the key that the package names as its signer; null where that cannot be read
 * @param keyTrusted whether the signature is that of a key given by the verifier; false where none was given, and the
 *     signature was checked against the key in the package itself
 * @param problems all that is wrong; empty where nothing is
 */
public record Verification(
        String name, int files, @Nullable String signerKeyId, boolean keyTrusted, List<Problem> problems) {

    /** Copies the problems. */
    public Verification {
        problems = List.copyOf(problems);
    }

    /** The same under another name. */
    Verification named(String other) {
        return new Verification(other, files, signerKeyId, keyTrusted, problems);
    }

    /** Whether nothing is wrong. */
    public boolean ok() {
        return problems.isEmpty();
    }

    /** 0, or the lowest exit code of all problems. */
    public int exitCode() {
        return exitCode(problems);
    }

    static int exitCode(List<Problem> problems) {
        return problems.stream()
                .mapToInt(problem -> problem.kind().exitCode())
                .min()
                .orElse(0);
    }

    /** Lines for people: the verdict, who signed and how that is known, then each problem. */
    public List<String> lines() {
        String verdict = name + ": " + (ok() ? "ok" : "NOT OK") + ", " + files + " files, ";
        String signer = signerKeyId == null ? "signer unknown" : "signed with key " + signerKeyId;
        String trust = keyTrusted
                ? " (trusted)"
                : " (key taken from the package itself: compare it with the one that you were told of)";
        return Stream.concat(
                        Stream.of(verdict + signer + trust), problems.stream().map(problem -> "  " + problem))
                .toList();
    }
}
