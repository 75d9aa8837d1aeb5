package dev.sluice.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is and how to prove who asks.
 *
 * @param urls one {@code mock://name}, or the {@code http://} or {@code https://} addresses of one registry, tried in
 *     order
 * @param auth how to log on
 * @param tls key and trust stores for {@code https://}; null for those of the JVM
 * @param autoRegister whether a schema that the registry does not know is registered; when false it is only looked up
 * @param subjectPrefix put before every subject, as the deployment's prefix is before every topic; may be empty
 * @param startLimit how long a process that starts waits for a registry that is away
 */
public record RegistrySettings(
        List<String> urls,
        Auth auth,
        @Nullable Tls tls,
        boolean autoRegister,
        String subjectPrefix,
        Duration startLimit) {
    /** How long a process that starts waits by default. */
    public static final Duration DEFAULT_START_LIMIT = Duration.ofMinutes(1);

    private static final String MOCK = "mock";

    /** Checks the addresses; the message names the key {@code registry.urls}, the value and what is allowed. */
    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "registry.urls is empty; allowed: one mock://name, or http(s)://host:port");
        }
        for (String url : urls) {
            String scheme = scheme(url);
            if (!scheme.equals(MOCK) && !scheme.equals("http") && !scheme.equals("https")) {
                throw invalid(url);
            }
            if (scheme.equals(MOCK) && urls.size() > 1) {
                throw new IllegalArgumentException(
                        "registry.urls names " + urls.size() + " addresses; allowed beside mock://name: none");
            }
        }
        if (startLimit.isNegative()) {
            throw new IllegalArgumentException("registry.startLimit is " + startLimit + "; allowed: PT0S or more");
        }
    }

    /** Settings without a prefix. */
    public RegistrySettings(List<String> urls, Auth auth, @Nullable Tls tls, boolean autoRegister) {
        this(urls, auth, tls, autoRegister, "", DEFAULT_START_LIMIT);
    }

    /** The same with a prefix before every subject. */
    public RegistrySettings withSubjectPrefix(String prefix) {
        return new RegistrySettings(urls, auth, tls, autoRegister, prefix, startLimit);
    }

    /** An in-memory registry whose ids all processes agree on without a server. */
    public static RegistrySettings mock(String name) {
        return new RegistrySettings(List.of(MOCK + "://" + name), new Auth.None(), null, true);
    }

    /** Whether the registry is in memory. */
    public boolean inMemory() {
        return scheme(urls.get(0)).equals(MOCK);
    }

    private static String scheme(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null || uri.getHost() == null && uri.getAuthority() == null) {
                throw invalid(url);
            }
            if (uri.getUserInfo() != null) {
                // The value itself would print the password.
                throw new IllegalArgumentException(
                        "registry.urls holds a user name or password; allowed: none, give them as basic auth");
            }
            return uri.getScheme().toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "registry.urls '" + url + "' is not an address; allowed: mock://name, http(s)://host:port", e);
        }
    }

    private static IllegalArgumentException invalid(String url) {
        return new IllegalArgumentException(
                "registry.urls '" + url + "' cannot be used; allowed: mock://name, http(s)://host:port");
    }

    /** How to log on to the registry. */
    public sealed interface Auth {

        /** Without credentials. */
        record None() implements Auth {}

        /** With a user name and password (RFC 7617). Prints the user only. */
        record Basic(String user, String password) implements Auth {
            @Override
            public String toString() {
                return "Basic[user=" + user + "]";
            }
        }

        /** With a token (RFC 6750). Prints nothing of it. */
        record Bearer(String token) implements Auth {
            @Override
            public String toString() {
                return "Bearer[]";
            }
        }
    }

    /**
     * Stores for TLS. Prints no password.
     *
     * @param trustStore certificates to trust; null for those of the JVM
     * @param trustStorePassword its password, where it has one
     * @param keyStore the client's own key and certificate, where the registry asks for them
     * @param keyStorePassword its password, where it has one
     * @param keyPassword the key's password, where it differs
     * @param storeType {@code PKCS12}, {@code JKS} or {@code PEM}, of both stores
     */
    public record Tls(
            @Nullable Path trustStore,
            @Nullable String trustStorePassword,
            @Nullable Path keyStore,
            @Nullable String keyStorePassword,
            @Nullable String keyPassword,
            String storeType) {

        /** Checks the type of the stores. */
        public Tls {
            if (!List.of("PKCS12", "JKS", "PEM").contains(storeType)) {
                throw new IllegalArgumentException(
                        "registry.tls.storeType '" + storeType + "' is unknown; allowed: PKCS12, JKS, PEM");
            }
        }

        @Override
        public String toString() {
            return "Tls[trustStore=" + trustStore + ", keyStore=" + keyStore + ", storeType=" + storeType + "]";
        }
    }
}
