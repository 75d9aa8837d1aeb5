package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.PackageProof;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values by which a package is known, each under its name. */
public final class Proofs {
    private Proofs() {}

    /** The values, in the order in which they are read; what is absent is said. */
    public static Map<String, String> of(CaseFile file) {
        CaseMaterial material = file.material();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Package", material.packageId());
        values.put("Version", String.valueOf(material.version()));
        values.put("Supersedes", material.bagInfo("Supersedes"));
        values.put("SHA-256 of tagmanifest-sha256.txt", file.manifestSha256());
        values.put("SHA-256 of manifest-sha256.txt", material.sha256("manifest-sha256.txt"));
        values.put("SHA-256 of manifest-sha512.txt", material.sha256("manifest-sha512.txt"));
        values.put("Signed with key", file.signerKeyId());
        material.files().keySet().stream()
                .filter(path -> path.startsWith("data/raw/") && path.endsWith(".avro"))
                .forEach(path -> values.put("SHA-256 of " + path, material.sha256(path)));
        values.put("SHA-256 of data/escalation/escalation.avro", material.sha256("data/escalation/escalation.avro"));
        CustodyEvent sealing = file.sealing();
        if (sealing != null) {
            values.put("Sealed", file.time(sealing.at()) + ", custody event " + sealing.seq());
            values.put("Hash of that event", sealing.hash());
        }
        values.put(
                "Exported",
                file.time(file.export().at()) + ", custody event "
                        + file.export().seq());
        values.put("Hash of the export's event", file.export().hash());
        log(file, values);
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /** Whether a value is hex digits only and wants a font of even width. */
    public static boolean isDigits(String value) {
        return value.length() >= 32 && value.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private static void log(CaseFile file, Map<String, String> values) {
        PackageProof proof = file.proof();
        if (proof == null) {
            values.put("Log of packages", "no proof could be had when this was exported");
            return;
        }
        values.put(
                "Log of packages",
                proof.checkpoint().origin() + ", leaf " + proof.proof().index() + " of "
                        + proof.checkpoint().size());
        values.put("Root of the log", proof.checkpoint().root().base64());
        List<Instant> times = proof.times(LedgerTrust.NONE).stream()
                .map(time -> time.time())
                .sorted(Comparator.naturalOrder())
                .toList();
        values.put(
                "Timestamps by authorities",
                times.isEmpty()
                        ? "none yet"
                        : times.size() + ", the first of " + file.time(times.getFirst())
                                + " (whether the authority is one to be trusted is checked with its certificates)");
    }
}
