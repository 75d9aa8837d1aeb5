package dev.sluice.escalation.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** We and {@code openssl ts} say the same of each other's timestamps; skipped only where there is no openssl. */
class OpensslTest {
    private static final byte[] CHECKPOINT = "log.example\n0\nroot\n".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final String CONFIGURATION = """
            [tsa]
            default_tsa = tsa1
            [tsa1]
            serial = ./serial
            signer_cert = ./tsa.pem
            certs = ./root.pem
            signer_key = ./tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = no
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256
            [ext]
            extendedKeyUsage = critical,timeStamping
            """;

    @TempDir
    Path temp;

    @BeforeEach
    void needsOpenssl() throws Exception {
        assumeTrue(shell("command -v openssl").code() == 0, "no openssl");
        Files.write(temp.resolve("checkpoint.txt"), CHECKPOINT);
    }

    @Test
    void opensslVerifiesWhatAnAuthorityGaveUs() throws Exception {
        try (TestAuthority authority = TestAuthority.start(NOW);
                TimestampClient client = new TimestampClient(Duration.ofSeconds(30))) {
            Files.write(temp.resolve("checkpoint.tsr"), client.stamp(CHECKPOINT, authority.as("first")));
            Files.write(temp.resolve("tsa-chain.pem"), authority.chain());
        }
        String verify = "openssl ts -verify -data checkpoint.txt -in checkpoint.tsr -CAfile tsa-chain.pem";
        assertThat(shell(verify).output()).contains("Verification: OK");
        assertThat(shell(verify).code()).isZero();
        Files.write(temp.resolve("checkpoint.txt"), new byte[] {1});
        assertThat(shell(verify).code()).isNotZero();
    }

    @Test
    void weVerifyWhatOpensslStamped() throws Exception {
        Files.writeString(temp.resolve("tsa.cnf"), CONFIGURATION);
        Files.writeString(temp.resolve("serial"), "01\n");
        Result made = shell("""
                set -e
                openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj "/CN=Openssl Root" -days 30
                openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj "/CN=Openssl Authority"
                openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 30 -out tsa.pem \
                  -extfile tsa.cnf -extensions ext
                openssl ts -query -data checkpoint.txt -sha256 -cert -out query.tsq
                openssl ts -reply -config tsa.cnf -queryfile query.tsq -out checkpoint.tsr
                """);
        assertThat(made.code()).as(made.output()).isZero();
        byte[] response = Files.readAllBytes(temp.resolve("checkpoint.tsr"));
        Timestamp timestamp = TimestampCheck.check(response, CHECKPOINT, Certificates.load(temp.resolve("root.pem")));
        assertThat(timestamp.authority()).isEqualTo("CN=Openssl Authority");
        assertThat(timestamp.trusted()).isTrue();
        assertThat(timestamp.time()).isBetween(NOW, Instant.now());
        assertThat(TimestampCheck.check(response, CHECKPOINT, List.of()).trusted())
                .isFalse();
    }

    private record Result(int code, String output) {}

    private Result shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
