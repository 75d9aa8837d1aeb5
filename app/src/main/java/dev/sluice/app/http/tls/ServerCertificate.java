package dev.sluice.app.http.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key of a server, read again when their files have changed: connections from then on get the new
 * one, those that are open stay. Files that have become wrong, or of which only one is new yet, are reported, and what
 * was before stays in force.
 */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private final Path certificate;
    private final Path key;
    private final SSLContext context;
    private volatile Pem pem;
    private List<Instant> seen;

    /**
     * The certificate in these files.
     *
     * @param certificate PEM, the server's own certificate first
     * @param key PEM, PKCS #8
     * @throws UnusableCertificateException where they cannot be used
     */
    public ServerCertificate(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        this.seen = changed();
        this.pem = Pem.read(certificate, key);
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Keys()}, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** What connections are made with; shows the certificate of now. */
    public SSLContext context() {
        return context;
    }

    /** Until when the certificate of now is good. */
    public Instant until() {
        return pem.chain().getFirst().getNotAfter().toInstant();
    }

    /** Looks whether the files have changed. */
    public synchronized void look() {
        List<Instant> now = changed();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            pem = Pem.read(certificate, key);
            LOG.info("the certificate was read again; it is good until {}", until());
        } catch (UnusableCertificateException e) {
            LOG.error("{}; the certificate of before stays in force", e.getMessage());
        }
    }

    private List<Instant> changed() {
        return List.of(changed(certificate), changed(key));
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** The alias is the algorithm of the key: a handshake that spans a renewal asks twice for the same one. */
    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseServerAlias(keyType, issuers, null);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            String algorithm = pem.key().getAlgorithm();
            return keyType.equals(algorithm) ? algorithm : null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            String alias = chooseServerAlias(keyType, issuers, null);
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return pem.chain().toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return pem.key();
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }
    }
}
