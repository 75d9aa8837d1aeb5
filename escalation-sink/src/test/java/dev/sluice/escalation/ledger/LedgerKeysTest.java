package dev.sluice.escalation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VerificationKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of keys that may not sign any more, or not yet. */
class LedgerKeysTest {
    private static final Instant BEFORE = TestVaults.NOW.minusSeconds(3600);
    private static final Instant AFTER = TestVaults.NOW.plusSeconds(3600);

    @TempDir
    Path temp;

    private Path vault;
    private VerificationKey key;
    private SealResult.Sealed sealed;

    @BeforeEach
    void sealsOne() {
        vault = temp.resolve("vault");
        key = TestVaults.key(vault).verificationKey();
        try (Vault open = TestVaults.open(vault);
                Ledger ledger = TestLedgers.open(vault)) {
            sealed = TestLedgers.seal(open, "p-1");
            ledger.commit();
        }
    }

    @Test
    void checkpointWithWhatWasSealedAfterItsKeyExpiredHasTheCodeOfKeys() {
        LedgerVerification verification = verify(ring(null, BEFORE, null));
        assertThat(verification.exitCode()).isEqualTo(8);
        assertThat(verification.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "log/checkpoint: is signed with a key that expired at " + BEFORE + ", and this is of "
                                + TestVaults.NOW,
                        "log/issued/000000000001/checkpoint.txt: is signed with a key that expired at " + BEFORE
                                + ", and this is of " + TestVaults.NOW);
    }

    @Test
    void checkpointOfARevokedKeyHasTheCodeOfKeys() {
        LedgerVerification verification = verify(ring(null, null, AFTER));
        assertThat(verification.exitCode()).isEqualTo(8);
        assertThat(verification.problems())
                .hasSize(2)
                .allMatch(problem -> problem.detail().contains("was revoked at " + AFTER + " (laptop stolen)"));
    }

    @Test
    void keyThatWasGoodWhenTheLastPackageWasSealedIsGoodStill() {
        assertThat(verify(ring(BEFORE, AFTER, null)).problems()).isEmpty();
    }

    @Test
    void keyThatBeganLaterMayHaveSignedAnewWhatIsOlder() {
        assertThat(verify(ring(AFTER, null, null)).problems()).isEmpty();
    }

    @Test
    void oneGoodKeyAmongTheTrustedIsEnough() {
        KeyRing.Entry revoked = new KeyRing.Entry(key, null, null, BEFORE, "");
        KeyRing.Entry good = new KeyRing.Entry(key, null, null, null, "");
        assertThat(verify(new KeyRing(List.of(revoked, good))).problems()).isEmpty();
    }

    @Test
    void proofOfAPackageMindsTheTimesOfKeys() {
        PackageProof proof = new LedgerReader(vault).prove(sealed.packageId());
        String manifest = sealed.custody().act().sha256();
        assertThat(proof.check(sealed.packageId(), manifest, trust(ring(BEFORE, AFTER, null))))
                .isEmpty();
        assertThat(proof.check(sealed.packageId(), manifest, trust(ring(null, BEFORE, null))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.kind().exitCode()).isEqualTo(8));
    }

    @Test
    void recipientAcknowledgesNothingOfAKeyThatIsNotGoodNow() throws Exception {
        SigningKey own = SigningKey.create(temp.resolve("recipient.pem"));
        for (KeyRing bad : List.of(ring(null, BEFORE, null), ring(null, null, BEFORE))) {
            Recipient recipient = Recipient.of("legal.example/desk", own, bad, temp.resolve("seen"));
            assertThatThrownBy(() -> recipient.acknowledge(new LedgerReader(vault).checkpoint(0), TestVaults.CLOCK))
                    .isInstanceOfSatisfying(
                            RefusedCheckpoint.class,
                            e -> assertThat(e.kind().exitCode()).isEqualTo(8))
                    .hasMessageContaining("checkpoint of 1 leaves is signed with a key that");
            assertThat(temp.resolve("seen")).doesNotExist();
        }
        Recipient recipient = Recipient.of("legal.example/desk", own, ring(BEFORE, AFTER, null), temp.resolve("seen"));
        recipient.acknowledge(new LedgerReader(vault).checkpoint(0), TestVaults.CLOCK);
        assertThat(recipient.seen()).isPresent();
    }

    private KeyRing ring(Instant notBefore, Instant notAfter, Instant revokedAt) {
        return new KeyRing(List.of(new KeyRing.Entry(key, notBefore, notAfter, revokedAt, "laptop stolen")));
    }

    private LedgerVerification verify(KeyRing keys) {
        return LedgerVerifier.of(vault, trust(keys)).verify();
    }

    private static LedgerTrust trust(KeyRing keys) {
        return new LedgerTrust(keys, List.of(), List.of(), List.of());
    }
}
