package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether key and trust stores can be opened, hold what they should, and their certificates hold for a while yet. */
record StoresCheck(Clock clock) implements Check {
    private static final Duration SOON = Duration.ofDays(30);
    private static final String PEM = "PEM";

    StoresCheck() {
        this(Clock.systemUTC());
    }

    /**
     * A store that the configuration names.
     *
     * @param key the key that names it
     * @param path where it is
     * @param type {@code PKCS12}, {@code JKS} or {@code PEM}
     * @param password its password, where it has one
     * @param holdsKey whether it is to hold a private key
     */
    record Store(
            String key, Path path, String type, @Nullable String password, boolean holdsKey) {
        /** Prints no password. */
        @Override
        public String toString() {
            return "Store[" + key + "]";
        }
    }

    @Override
    public String name() {
        return "key stores";
    }

    @Override
    public List<Remark> look(Patient patient) {
        List<Store> stores = stores(patient.config());
        List<Remark> remarks = new ArrayList<>();
        stores.forEach(store -> remarks.addAll(look(store)));
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(
                    stores.isEmpty()
                            ? "none is named"
                            : stores.size() + " can be opened, and their certificates hold"));
        }
        return remarks;
    }

    static List<Store> stores(SluiceConfig config) {
        List<Store> stores = new ArrayList<>();
        Map<String, String> properties =
                config.kafka().properties() == null ? Map.of() : config.kafka().properties();
        add(
                stores,
                "kafka.properties.ssl.truststore.location",
                properties.get("ssl.truststore.location"),
                properties.getOrDefault("ssl.truststore.type", "JKS"),
                properties.get("ssl.truststore.password"),
                false);
        add(
                stores,
                "kafka.properties.ssl.keystore.location",
                properties.get("ssl.keystore.location"),
                properties.getOrDefault("ssl.keystore.type", "JKS"),
                properties.get("ssl.keystore.password"),
                true);
        SluiceConfig.Tls tls = config.registry().tls();
        if (tls != null) {
            String type = tls.storeType() == null ? "PKCS12" : tls.storeType();
            add(stores, "registry.tls.trustStore", tls.trustStore(), type, tls.trustStorePassword(), false);
            add(stores, "registry.tls.keyStore", tls.keyStore(), type, tls.keyStorePassword(), true);
        }
        return stores;
    }

    private static void add(
            List<Store> stores,
            String key,
            @Nullable String path,
            String type,
            @Nullable String password,
            boolean holdsKey) {
        if (path != null) {
            stores.add(new Store(key, Path.of(path), type, password, holdsKey));
        }
    }

    List<Remark> look(Store store) {
        byte[] content;
        try {
            content = Files.readAllBytes(store.path);
        } catch (IOException e) {
            return List.of(Remark.fail(
                    store.key + " is " + store.path + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "); allowed: a file that this user may read",
                    "correct the path, or the rights of the file"));
        }
        List<Remark> remarks = new ArrayList<>();
        try {
            Collection<? extends Certificate> certificates =
                    store.type.equalsIgnoreCase(PEM) ? pem(store, content, remarks) : opened(store, content, remarks);
            for (Certificate certificate : certificates) {
                addTimes(remarks, store, certificate);
            }
        } catch (IOException | GeneralSecurityException e) {
            boolean password = e.getCause() instanceof UnrecoverableKeyException;
            remarks.add(Remark.fail(
                    store.key + " is " + store.path + ", which is no " + store.type + " store that opens with "
                            + (store.password == null ? "no password" : "the password given")
                            + (password ? " (the password is wrong)" : ""),
                    "correct the password, or give the type of the file: " + PEM + ", PKCS12 or JKS"));
        }
        return remarks;
    }

    private static Collection<? extends Certificate> pem(Store store, byte[] content, List<Remark> remarks)
            throws GeneralSecurityException {
        String text = new String(content, StandardCharsets.US_ASCII);
        if (store.holdsKey && !text.contains("PRIVATE KEY-----")) {
            remarks.add(withoutKey(store));
        }
        // What stands between the certificates, such as the key, is none.
        List<Certificate> certificates = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (int begin = text.indexOf("-----BEGIN CERTIFICATE"); begin >= 0; ) {
            int next = text.indexOf("-----BEGIN CERTIFICATE", begin + 1);
            String one = text.substring(begin, next < 0 ? text.length() : next);
            certificates.add(
                    factory.generateCertificate(new ByteArrayInputStream(one.getBytes(StandardCharsets.US_ASCII))));
            begin = next;
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        return certificates;
    }

    private static Collection<? extends Certificate> opened(Store store, byte[] content, List<Remark> remarks)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.type);
        try (InputStream in = new ByteArrayInputStream(content)) {
            keys.load(in, store.password == null ? null : store.password.toCharArray());
        }
        List<Certificate> certificates = new ArrayList<>();
        boolean key = false;
        for (String alias : Collections.list(keys.aliases())) {
            key |= keys.isKeyEntry(alias);
            Certificate certificate = keys.getCertificate(alias);
            if (certificate != null) {
                certificates.add(certificate);
            }
        }
        if (store.holdsKey && !key) {
            remarks.add(withoutKey(store));
        } else if (certificates.isEmpty()) {
            remarks.add(Remark.fail(
                    store.key + " is " + store.path + ", which shows no certificate; allowed: one or more",
                    "give the store's password, or put the certificates of those who are to be trusted into it"));
        }
        return certificates;
    }

    private static Remark withoutKey(Store store) {
        return Remark.fail(
                store.key + " is " + store.path
                        + ", which holds no private key; allowed: the client's key and certificate",
                "name the key store; this may be the trust store");
    }

    private void addTimes(List<Remark> remarks, Store store, Certificate certificate) {
        if (!(certificate instanceof X509Certificate one)) {
            return;
        }
        Instant now = clock.instant();
        Instant until = one.getNotAfter().toInstant();
        String whose = store.key + " holds a certificate of "
                + one.getSubjectX500Principal().getName();
        if (now.isAfter(until)) {
            // A trust store may hold old ones beside those that count.
            String what = whose + " that ended on " + until;
            remarks.add(
                    store.holdsKey
                            ? Remark.fail(what, "have a new one issued")
                            : Remark.warn(what, "take it out, or put the new one in"));
        } else if (now.isBefore(one.getNotBefore().toInstant())) {
            remarks.add(Remark.fail(
                    whose + " that holds from " + one.getNotBefore().toInstant(),
                    "correct this machine's clock, or have another one issued"));
        } else if (now.plus(SOON).isAfter(until)) {
            remarks.add(Remark.warn(whose + " that ends on " + until, "have a new one issued before that"));
        }
    }
}
