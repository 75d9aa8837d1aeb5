package dev.sluice.app.export.bag;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.MaterialException;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.storage.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the bag of a package as a zip file. */
public final class BagZip {
    private BagZip() {}

    /**
     * Writes the sealed package with its proofs beside it, or a masked copy.
     *
     * @param zip must not exist
     */
    public static void write(CaseFile file, Path zip) throws IOException {
        StillZip.write(zip, file.masked() ? MaskedBag.of(file) : sealed(file));
    }

    private static SortedMap<String, byte[]> sealed(CaseFile file) {
        String folder = file.material().packageId() + "-v" + file.material().version();
        SortedMap<String, byte[]> entries = new TreeMap<>();
        file.material().files().forEach((path, content) -> {
            if (!FileNames.isPlain(path)) {
                throw new MaterialException("a file of package "
                        + file.material().name() + " has a name that is no plain path; allowed: a package as sealed");
            }
            entries.put(folder + "/" + path, content);
        });
        PackageProof proof = file.proof();
        if (proof != null) {
            proof.files().forEach((name, content) -> entries.put(folder + "-proof/" + name, content));
        }
        entries.put("README.txt", readme(folder, proof != null).getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    private static String readme(String folder, boolean proved) {
        return "The folder " + folder + " is a sealed evidence package, byte for byte.\n"
                + "How to check it with sha256sum and openssl is in its file VERIFY.md.\n"
                + (proved
                        ? "The folder " + folder + "-proof shows that it is in the log of packages.\n"
                        : "No proof that it is in the log of packages could be had when this was exported.\n")
                + "Nothing in it is masked. Nothing in it says that a law was broken, and nothing is legal advice.\n";
    }
}
