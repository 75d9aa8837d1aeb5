package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.Sha256;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An escalation laid out as the files of a sealed package. The same evidence and key always give the same bytes.
 *
 * @param files path to content of every file
 * @param manifestSha256 hash of the signed list of files, {@link Manifest#TAGS}
 */
record PackageContents(SortedMap<String, byte[]> files, String manifestSha256) {
    /** The escalation's own bytes: what tells the same escalation from another one with its id. */
    static final String ESCALATION = "data/escalation/escalation.avro";
    /** The signature over {@link Manifest#TAGS}. */
    static final String SIGNATURE = "proof/tagmanifest-sha256.sig";
    /** The signer's public key. */
    static final String SIGNER = "proof/signer.pem";

    private static final String BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    private static final Set<String> PARTS = Set.of("source", "post", "assessment", "decision", "policy");

    /** Lays out and signs. */
    static PackageContents of(Evidence evidence, String tenant, SigningKey key) {
        SortedMap<String, byte[]> payload = payload(evidence);
        SortedMap<String, byte[]> tags = new TreeMap<>();
        String packageId = Names.packageId(tenant, evidence.escalation().getId());
        tags.put("bagit.txt", utf8(BAGIT));
        tags.put("bag-info.txt", utf8(bagInfo(packageId, tenant, evidence.escalation(), payload)));
        tags.put(
                "VERIFY.md", utf8(VerifyText.of(packageId, key.verificationKey().id())));
        tags.put(SIGNER, key.verificationKey().pemBytes());
        tags.put(Manifest.PAYLOAD, Manifest.of(payload).bytes());
        byte[] signed = Manifest.of(tags).bytes();

        SortedMap<String, byte[]> files = new TreeMap<>(payload);
        files.putAll(tags);
        files.put(Manifest.TAGS, signed);
        files.put(SIGNATURE, key.sign(signed));
        return new PackageContents(files, Sha256.hex(signed));
    }

    private static SortedMap<String, byte[]> payload(Evidence evidence) {
        Escalation escalation = evidence.escalation();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(ESCALATION, evidence.value());
        files.put(
                "data/escalation/escalation.avsc", utf8(evidence.writerSchema().toString(true) + "\n"));
        files.put("data/escalation/escalation.json", JsonView.of(escalation, PARTS));
        putRaw(files, escalation.getSource());
        files.put("data/post/post.json", JsonView.of(escalation.getPost()));
        files.put("data/assessment/assessment.json", JsonView.of(escalation.getAssessment()));
        files.put("data/decision/decision.json", JsonView.of(escalation.getDecision()));
        PolicyRelease policy = escalation.getPolicy();
        String name = Names.part(policy.getPolicy()) + "@" + Names.part(policy.getVersion());
        files.put("data/policy/" + name + ".yaml", utf8(policy.getText()));
        files.put("data/policy/release.json", JsonView.of(policy, Set.of("text")));
        return files;
    }

    private static void putRaw(SortedMap<String, byte[]> files, RawRecord raw) {
        files.put("data/raw/record.json", JsonView.of(raw, Set.of("key", "value", "writerSchema")));
        String name = Names.part(raw.getTopic()) + "-" + raw.getPartition() + "-" + raw.getOffset();
        ByteBuffer value = raw.getValue();
        if (value != null) {
            files.put("data/raw/" + name + ".avro", bytes(value));
        }
        ByteBuffer key = raw.getKey();
        if (key != null) {
            files.put("data/raw/key.bin", bytes(key));
        }
        String schema = raw.getWriterSchema();
        if (schema != null) {
            files.put("data/raw/schema.avsc", utf8(schema));
        }
    }

    /** No Bagging-Date (RFC 8493 section 2.2.2 has it optional): it would differ when a crash makes us seal again. */
    private static String bagInfo(
            String packageId, String tenant, Escalation escalation, SortedMap<String, byte[]> payload) {
        long bytes =
                payload.values().stream().mapToLong(content -> content.length).sum();
        return "External-Identifier: " + packageId + "\n"
                + "Source-Organization: " + tenant + "\n"
                + "Payload-Oxum: " + bytes + "." + payload.size() + "\n"
                + "Bag-Software-Agent: Sluice escalation-sink, package format 1\n"
                + "Escalated-At: " + escalation.getEscalatedAt() + "\n"
                + "Legal-Category: " + Names.part(escalation.getLegalCategory().toLowerCase(Locale.ROOT)) + "\n";
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
