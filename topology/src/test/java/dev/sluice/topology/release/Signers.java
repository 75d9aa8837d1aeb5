package dev.sluice.topology.release;

import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.Approvers.Approver;
import dev.sluice.topology.policy.PolicyPack;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People with keys, and what they sign. */
final class Signers {
    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private final Map<String, KeyPair> keys = new HashMap<>();

    Signers(String... names) {
        for (String name : names) {
            try {
                keys.put(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Approvers approvers() {
        return Approvers.of(keys.entrySet().stream()
                .map(entry -> new Approver(
                        entry.getKey(),
                        Approvers.keyId(entry.getValue().getPublic()),
                        entry.getValue().getPublic()))
                .toList());
    }

    /** The same people, of whom one no longer approves from an instant on. */
    Approvers approversWithout(String name, Instant until) {
        return Approvers.of(approvers().all().stream()
                .map(one -> one.name().equals(name) ? new Approver(name, one.keyId(), one.key(), until) : one)
                .toList());
    }

    Approval sign(String name, PolicyRelease release) {
        KeyPair key = keys.get(name);
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.getPrivate());
            signer.update(ReleaseForm.of(release));
            return new Approval(name, Approvers.keyId(key.getPublic()), ByteBuffer.wrap(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PolicyRelease signed(PolicyRelease release, String... names) {
        List<Approval> approvals = new ArrayList<>();
        for (String name : names) {
            approvals.add(sign(name, release));
        }
        release.setApprovals(approvals);
        return release;
    }

    static PolicyRelease release(String text, Instant effectiveAt) {
        PolicyPack pack = PolicyPack.parse("release", text);
        return PolicyRelease.newBuilder()
                .setPolicy(pack.id())
                .setVersion(pack.version())
                .setSha256(pack.sha256())
                .setText(text)
                .setAuthor("ada")
                .setReleasedAt(effectiveAt)
                .setEffectiveAt(effectiveAt)
                .build();
    }

    static PolicyRelease stop(String upTo, Instant effectiveAt, String... rules) {
        return PolicyRelease.newBuilder()
                .setKind(PolicyReleaseKind.STOP)
                .setPolicy("test")
                .setVersion(upTo)
                .setSha256("")
                .setText("")
                .setAuthor("bob")
                .setStops(List.of(rules))
                .setReleasedAt(effectiveAt)
                .setEffectiveAt(effectiveAt)
                .build();
    }

    /** A pack with one rule whose example holds. */
    static String text(String version, String bound) {
        return """
                policy: test
                version: "%s"
                description: A pack.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                rules:
                  - id: hate
                    description: Hateful.
                    status: live
                    when: risk.hate >= %s
                    then: {outcome: review, queue: q, deadline: PT1H}
                    examples: [{risk: {hate: 0.95}, outcome: review}]
                """.formatted(version, bound);
    }
}
