package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ApproversTest {
    private static String key() throws GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void knowsPeopleByTheirKey() throws GeneralSecurityException {
        Approvers approvers = Approvers.parse("approvers.yaml", """
                approvers:
                  - {name: ada, key: "%s"}
                  - name: bob
                    key: |
                      -----BEGIN PUBLIC KEY-----
                      %s
                      -----END PUBLIC KEY-----
                """.formatted(key(), key()));
        assertThat(approvers.named("ada").keyId()).hasSize(32);
        assertThat(approvers.named("bob").key().getAlgorithm()).isEqualTo("EdDSA");
        assertThat(approvers.named("eve")).isNull();
    }

    @Test
    void whoNoLongerApprovesIsKeptWithAnEnd() throws GeneralSecurityException {
        Approvers approvers = Approvers.parse(
                "approvers.yaml", "approvers: [{name: ada, key: \"" + key() + "\", until: \"2026-05-01T00:00:00Z\"}]");
        assertThat(approvers.named("ada").mayApprove(Instant.parse("2026-04-30T23:59:59Z")))
                .isTrue();
        assertThat(approvers.named("ada").mayApprove(Instant.parse("2026-05-01T00:00:00Z")))
                .isFalse();
        String key = key();
        assertThatThrownBy(() -> Approvers.parse(
                        "approvers.yaml", "approvers: [{name: ada, key: \"" + key + "\", until: tomorrow}]"))
                .hasMessageContaining("allowed: an instant such as 2026-05-01T12:00:00Z");
    }

    @Test
    void onePersonWithTwoNamesIsRefused() throws GeneralSecurityException {
        String key = key();
        assertThatThrownBy(() -> Approvers.parse(
                        "approvers.yaml",
                        "approvers:\n  - {name: ada, key: \"" + key + "\"}\n  - {name: bob, key: \"" + key + "\"}\n"))
                .hasMessage(
                        "approvers.yaml:3: approver 'bob' has the name or the key of approver 'ada'; allowed: one key"
                                + " for each person");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> Approvers.parse("approvers.yaml", "approvers: [{name: ada, key: \"YWJj\"}]"))
                .hasMessage("approvers.yaml:1: key 'key' of approver 'ada' is no Ed25519 public key; allowed: what"
                        + " 'openssl pkey -pubout' prints");
    }

    @Test
    void aNameThatCouldBeTwoLinesIsRefused() {
        assertThatThrownBy(() -> Approvers.parse("approvers.yaml", "approvers: [{name: \"a\\nb\", key: x}]"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("approvers.yaml:1: key 'name' of an approver is 'a b'");
    }

    @Test
    void withoutAFileThereIsNobody() {
        assertThat(Approvers.load(Path.of("nowhere")).all()).isEmpty();
    }
}
