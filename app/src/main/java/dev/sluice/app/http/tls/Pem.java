package dev.sluice.app.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with those that vouch for it, and its key, read from PEM files (RFC 7468).
 *
 * @param chain the server's own certificate first
 * @param key its private key
 */
record Pem(List<X509Certificate> chain, PrivateKey key) {
    private static final long MOST_BYTES = 1 << 20;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");

    Pem {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files.
     *
     * @throws UnusableCertificateException where one is wrong, or they do not belong together
     */
    static Pem read(Path certificate, Path key) {
        Pem pem = new Pem(certificates(certificate), privateKey(key));
        if (!pem.belongsTogether()) {
            throw new UnusableCertificateException(
                    key + ": is not the key of the first certificate in " + certificate + "; allowed: its own key");
        }
        return pem;
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return "Pem[" + chain.size() + " certificates]";
    }

    private static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(bytes(file)))) {
                chain.add((X509Certificate) one);
            }
        } catch (CertificateException e) {
            throw noCertificates(file);
        }
        if (chain.isEmpty()) {
            throw noCertificates(file);
        }
        return chain;
    }

    private static UnusableCertificateException noCertificates(Path file) {
        return new UnusableCertificateException(
                file + ": has no certificates; allowed: PEM, the server's own first, then those that vouch for it");
    }

    private static PrivateKey privateKey(Path file) {
        byte[] bytes = bytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Arrays.fill(bytes, (byte) 0);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw noKey(file);
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw noKey(file);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // Of another algorithm.
            }
        }
        throw noKey(file);
    }

    private static UnusableCertificateException noKey(Path file) {
        return new UnusableCertificateException(file
                + ": has no usable key; allowed: PEM that begins with '" + BEGIN
                + "' (PKCS #8, not encrypted; RSA, EC or EdDSA), as 'openssl pkcs8 -topk8 -nocrypt' writes it");
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnusableCertificateException(file + ": is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableCertificateException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private boolean belongsTogether() {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            byte[] words = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(words);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(chain.getFirst());
            checking.update(words);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
