package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.HashAlgorithm;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A payload laid out and signed as the files of a sealed package. The same payload, id and key always give the same
 * bytes.
 *
 * @param files path to content of every file
 * @param manifestSha256 hash of the signed list of files, {@link Manifest#TAGS}
 */
record PackageContents(SortedMap<String, byte[]> files, String manifestSha256) {
    /** The escalation's own bytes: what tells the same escalation from another one with its id. */
    static final String ESCALATION = "data/escalation/escalation.avro";
    /** The escalation without its parts, as a person can read it. */
    static final String ESCALATION_JSON = "data/escalation/escalation.json";
    /** The signature over {@link Manifest#TAGS}. */
    static final String SIGNATURE = "proof/tagmanifest-sha256.sig";
    /** The same lists signed once more, as an in-toto statement in a DSSE envelope. */
    static final String STATEMENT = "proof/manifest.dsse.json";
    /** The signer's public key. */
    static final String SIGNER = "proof/signer.pem";
    /** What the package is, for people and for {@link VaultIndex}. */
    static final String BAG_INFO = "bag-info.txt";

    private static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    /**
     * Lays out and signs.
     *
     * @param payload the files below {@code data/}
     * @param about further lines of {@link #BAG_INFO}
     */
    static PackageContents of(SortedMap<String, byte[]> payload, PackageId id, String about, Sealer sealer) {
        SigningKey key = sealer.key();
        SortedMap<String, byte[]> files = new TreeMap<>(payload);
        byte[] signed;
        byte[] statement;
        String sha256;
        try (StageTimes.Lap lap = sealer.times().begin(Stage.HASH)) {
            SortedMap<String, byte[]> tags = tags(payload, id, about, key.verificationKey());
            signed = Manifest.of(tags).bytes();
            files.putAll(tags);
            files.put(Manifest.TAGS, signed);
            statement = Statement.of(files, id);
            sha256 = Sha256.hex(signed);
        }
        try (StageTimes.Lap lap = sealer.times().begin(Stage.SIGN)) {
            files.put(SIGNATURE, key.sign(signed));
            files.put(STATEMENT, Dsse.sign(statement, key).bytes());
        }
        return new PackageContents(files, sha256);
    }

    private static SortedMap<String, byte[]> tags(
            SortedMap<String, byte[]> payload, PackageId id, String about, VerificationKey signer) {
        SortedMap<String, byte[]> tags = new TreeMap<>();
        tags.put("bagit.txt", utf8(BAGIT));
        tags.put(BAG_INFO, utf8(bagInfo(id, payload) + about));
        tags.put("VERIFY.md", utf8(VerifyText.page(id.packageId(), signer.id())));
        tags.put("verify.sh", utf8(VerifyText.script(id.packageId(), signer.id())));
        tags.put(SIGNER, signer.pemBytes());
        tags.put(Manifest.PAYLOAD, Manifest.of(payload).bytes());
        tags.put(
                Manifest.PAYLOAD_512,
                Manifest.of(payload, HashAlgorithm.SHA_512).bytes());
        return tags;
    }

    /** No Bagging-Date (RFC 8493 section 2.2.2 has it optional): it would differ when a crash makes us seal again. */
    private static String bagInfo(PackageId id, SortedMap<String, byte[]> payload) {
        long bytes =
                payload.values().stream().mapToLong(content -> content.length).sum();
        String superseded = id.supersedesSha256();
        return "External-Identifier: " + id.packageId() + "\n"
                + "Source-Organization: " + id.tenant() + "\n"
                + "Payload-Oxum: " + bytes + "." + payload.size() + "\n"
                + "Bag-Software-Agent: Sluice escalation-sink, package format 2\n"
                + "Evidence-Version: " + id.version() + "\n"
                + (superseded == null ? "" : "Supersedes: v" + (id.version() - 1) + " " + superseded + "\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
