package dev.sluice.escalation.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates. */
public final class Certificates {
    private static final int LARGEST_FILE_BYTES = 1 << 20;

    private Certificates() {}

    /**
     * The certificates in a PEM file, as {@code openssl} calls it with {@code -CAfile}.
     *
     * @throws IllegalArgumentException where it cannot be read or holds none
     */
    public static List<X509Certificate> load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] pem = in.readNBytes(LARGEST_FILE_BYTES + 1);
            if (pem.length <= LARGEST_FILE_BYTES) {
                List<X509Certificate> certificates = parse(pem);
                if (!certificates.isEmpty()) {
                    return certificates;
                }
            }
            throw unusable(file);
        } catch (IOException | CertificateException e) {
            throw unusable(file);
        }
    }

    static List<X509Certificate> parse(byte[] encoded) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static IllegalArgumentException unusable(Path file) {
        return new IllegalArgumentException(
                "certificate file '" + file + "' cannot be used; allowed: X.509 certificates in PEM, up to 1 MiB");
    }
}
