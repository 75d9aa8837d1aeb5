package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temp;

    @Test
    void newKeyLoadsAgainAndSignsTheSame() {
        SigningKey created = SigningKey.create(temp.resolve("keys/k.pem"));
        SigningKey loaded = SigningKey.load(temp.resolve("keys/k.pem"));
        assertThat(loaded.verificationKey()).isEqualTo(created.verificationKey());
        assertThat(loaded.sign(CONTENT)).isEqualTo(created.sign(CONTENT)).hasSize(64);
        assertThat(loaded.verificationKey().verifies(CONTENT, created.sign(CONTENT)))
                .isTrue();
        assertThat(loaded.verificationKey().verifies(new byte[1], created.sign(CONTENT)))
                .isFalse();
        assertThat(loaded.verificationKey().verifies(CONTENT, new byte[3])).isFalse();
    }

    @Test
    void newKeyIsReadableByItsOwnerOnly() throws IOException {
        SigningKey.create(temp.resolve("k.pem"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("k.pem"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw--w----"})
    void keyThatOthersCanUseIsRefused(String permissions) throws IOException {
        Path file = temp.resolve("k.pem");
        SigningKey.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> SigningKey.load(file))
                .isInstanceOf(VaultException.class)
                .hasMessage("key file '" + file + "' has permissions " + permissions
                        + "; allowed: rw------- or r--------, and r--r----- where root owns it and we are not root");
    }

    @Test
    void existingFileIsNotOverwritten() throws IOException {
        Path file = temp.resolve("k.pem");
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> SigningKey.create(file)).hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
    }

    @Test
    void linkIsNotFollowedToWriteAKey() throws IOException {
        Path file = temp.resolve("k.pem");
        Files.createSymbolicLink(file, temp.resolve("elsewhere.pem"));
        assertThatThrownBy(() -> SigningKey.create(file)).hasMessageContaining("exists already");
        assertThat(temp.resolve("elsewhere.pem")).doesNotExist();
    }

    @Test
    void keyHasItsNameOnlyOnceItIsOnTheDevice() {
        Path file = temp.resolve("k.pem");
        for (Step failing : List.of(Step.WRITE_FILE, Step.SYNC_FILE, Step.PUBLISH)) {
            StepHook powerCut = (step, path) -> {
                assertThat(file).as(step.name()).doesNotExist();
                if (path.getFileName().toString().endsWith(".tmp")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rw-------");
                }
                if (step == failing) {
                    throw new IOException("power cut");
                }
            };
            assertThatThrownBy(() -> new DurableFiles(powerCut).publishSecret(file, CONTENT))
                    .hasMessage("power cut");
            assertThat(temp).isEmptyDirectory();
        }
    }

    @Test
    void twoProcessesDoNotReplaceEachOthersKey() throws Exception {
        Path file = temp.resolve("k.pem");
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    try {
                        made.add(SigningKey.create(file).verificationKey().id());
                    } catch (VaultException e) {
                        assertThat(e).hasMessageContaining("exists already");
                    }
                });
            }
        }
        assertThat(made).containsExactly(SigningKey.load(file).verificationKey().id());
        assertThat(temp.toFile().list()).containsExactly("k.pem");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> SigningKey.load(temp.resolve("none.pem")))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("none.pem")
                .hasMessageContaining("allowed:");
    }

    @Test
    void otherContentIsRefusedWithoutQuotingIt() throws Exception {
        String rsa = Pem.encode(
                "PRIVATE KEY",
                KeyPairGenerator.getInstance("RSA")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        for (String content : List.of("", "secret words", "-----BEGIN PRIVATE KEY-----\nsecret", rsa, rsa + rsa)) {
            Path file = Files.writeString(temp.resolve("bad.pem"), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> SigningKey.load(file))
                    .isInstanceOf(VaultException.class)
                    .hasNoCause()
                    .message()
                    .contains("bad.pem")
                    .doesNotContain("secret");
        }
    }

    @Test
    void printsNothingOfTheKey() {
        SigningKey key = SigningKey.create(temp.resolve("k.pem"));
        assertThat(key).hasToString("SigningKey[id=" + key.verificationKey().id() + "]");
    }

    @Test
    void fileWithSeveralTrustedKeysIsRead() throws IOException {
        SigningKey one = SigningKey.create(temp.resolve("1.pem"));
        SigningKey two = SigningKey.create(temp.resolve("2.pem"));
        Path file = Files.writeString(
                temp.resolve("trusted.pem"),
                "# ours\n" + one.verificationKey().pem() + two.verificationKey().pem());
        assertThat(VerificationKey.load(file))
                .extracting(VerificationKey::id)
                .containsExactly(
                        one.verificationKey().id(), two.verificationKey().id());
    }

    @Test
    void fileWithoutTrustedKeyIsAnError() throws IOException {
        Path file = Files.writeString(temp.resolve("trusted.pem"), "nothing");
        assertThatThrownBy(() -> VerificationKey.load(file)).hasMessageContaining("holds no key");
    }
}
