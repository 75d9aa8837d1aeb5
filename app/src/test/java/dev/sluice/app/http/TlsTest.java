package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.tls.ServerCertificate;
import dev.sluice.app.http.tls.UnusableCertificateException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own TLS: certificate and key from files, renewed without a restart. */
class TlsTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;

    @BeforeAll
    static void make() throws Exception {
        make("EC", "one");
        make("RSA", "two");
    }

    @BeforeEach
    void first() throws IOException {
        certificate = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        copy("one.crt", certificate, 1);
        copy("one.key", key, 1);
    }

    @Test
    void itAnswersWithItsCertificateAndTheDiscoveryDocumentSaysSo() throws Exception {
        try (HttpFixture http = new HttpFixture(
                        folder,
                        settings -> settings.with(new ServerCertificate(certificate, key)),
                        IntakeLimits.DEFAULT);
                SSLSocket socket = connect(http.service.port(), "TLSv1.3")) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            String answer = get(socket, "/$discovery/rest?version=v1alpha1");
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"rootUrl\"", "https://forum.example/");
        }
    }

    @Test
    void oldProtocolsAndPlainHttpAreRefused() throws Exception {
        try (HttpFixture http = new HttpFixture(
                folder,
                settings -> new HttpSettings(
                        settings.host(),
                        settings.port(),
                        settings.mostConnections(),
                        settings.mostBodyBytes(),
                        settings.allBodyBytes(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        settings.drain(),
                        new ServerCertificate(certificate, key)),
                IntakeLimits.DEFAULT)) {
            assertThatThrownBy(() -> connect(http.service.port(), "TLSv1.1")).isInstanceOf(SSLException.class);
            assertThat(RawClient.exchange(http, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200");
            // Says nothing at all.
            assertThat(RawClient.exchange(http, "")).isEmpty();
        }
    }

    @Test
    void aRenewedCertificateIsShownToNewConnections() throws Exception {
        ServerCertificate shown = new ServerCertificate(certificate, key);
        try (HttpFixture http = new HttpFixture(folder, settings -> settings.with(shown), IntakeLimits.DEFAULT);
                SSLSocket before = connect(http.service.port(), "TLSv1.3")) {
            BigInteger old = serial(before);

            copy("two.crt", certificate, 2);
            shown.look();
            try (SSLSocket half = connect(http.service.port(), "TLSv1.3")) {
                assertThat(serial(half)).as("the key is not there yet").isEqualTo(old);
            }
            copy("two.key", key, 2);
            shown.look();

            try (SSLSocket after = connect(http.service.port(), "TLSv1.3");
                    SSLSocket older = connect(http.service.port(), "TLSv1.2")) {
                assertThat(serial(after)).isNotEqualTo(old).isEqualTo(serial(older));
                assertThat(get(after, "/health/live")).startsWith("HTTP/1.1 200");
            }
            assertThat(get(before, "/health/live")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedAndNothingOfThemIsTold() throws IOException {
        String secret = Files.readString(key).lines().skip(1).findFirst().orElseThrow();
        assertThatThrownBy(() -> new ServerCertificate(key, key))
                .isInstanceOf(UnusableCertificateException.class)
                .hasMessageContaining("tls.key: has no certificates");
        assertThatThrownBy(() -> new ServerCertificate(certificate, certificate))
                .isInstanceOf(UnusableCertificateException.class)
                .hasMessageContaining("tls.crt: has no usable key");
        copy("two.key", key, 2);
        assertThatThrownBy(() -> new ServerCertificate(certificate, key))
                .hasMessageContaining("is not the key of the first certificate");
        Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new ServerCertificate(certificate, key))
                .hasMessageContaining("has no usable key")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> new ServerCertificate(folder.resolve("gone"), key))
                .hasMessageContaining("gone: cannot be read");
    }

    private static BigInteger serial(SSLSocket socket) throws SSLException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    private static String get(SSLSocket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: forum.example\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream input = socket.getInputStream();
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static SSLSocket connect(int port, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(new Socket("127.0.0.1", port), "x", port, true);
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {protocol});
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void copy(String name, Path to, int second) throws IOException {
        Files.copy(made.resolve(name), to, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(
                to, FileTime.from(Instant.parse("2026-11-01T00:00:00Z").plusSeconds(second)));
    }

    private static void make(String algorithm, String name) throws Exception {
        Path store = made.resolve(name + ".p12");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem(name + ".crt", "certificate", keys.getCertificate("a").getEncoded());
        pem(
                name + ".key",
                "private key",
                keys.getKey("a", "changeit".toCharArray()).getEncoded());
    }

    private static void pem(String file, String label, byte[] encoded) throws IOException {
        String upper = label.toUpperCase(Locale.ROOT);
        Files.writeString(
                made.resolve(file),
                "-----BEGIN " + upper + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + upper
                        + "-----\n");
    }

    /** The test's own certificates are vouched for by nobody. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
