package dev.sluice.app.doctor;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry over plain HTTP, one address at a time: the registry's own client goes on to the next without a word.
 * Reads at most a few kilobytes of an answer.
 */
final class RegistryClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 16 << 10;

    private final HttpClient client;
    private final @Nullable String authorization;

    private RegistryClient(HttpClient client, @Nullable String authorization) {
        this.client = client;
        this.authorization = authorization;
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body its beginning
     * @param date the header Date
     */
    record Answer(int status, String body, Optional<String> date) {}

    /** A client with the configuration's way to log on. */
    static RegistryClient of(SluiceConfig config) {
        RegistrySettings settings = Connections.registry(config);
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LIMIT);
        RegistrySettings.Tls tls = settings.tls();
        if (tls != null) {
            try (DefaultSslEngineFactory engines = new DefaultSslEngineFactory()) {
                engines.configure(stores(tls));
                builder.sslContext(engines.sslContext());
            }
        }
        return new RegistryClient(builder.build(), authorization(settings.auth()));
    }

    /** What the registry answers to a request that only asks. */
    Answer get(String url, String path) throws IOException, InterruptedException {
        return send(request(url, path).GET());
    }

    /** What it answers to a question with a body; to be used for questions alone. */
    Answer post(String url, String path, String body) throws IOException, InterruptedException {
        return send(request(url, path)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String url, String path) {
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            String body = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), body, response.headers().firstValue("Date"));
        }
    }

    private static @Nullable String authorization(RegistrySettings.Auth auth) {
        return switch (auth) {
            case RegistrySettings.Auth.None none -> null;
            case RegistrySettings.Auth.Basic(String user, String password) ->
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            case RegistrySettings.Auth.Bearer(String token) -> "Bearer " + token;
        };
    }

    private static Map<String, Object> stores(RegistrySettings.Tls tls) {
        Map<String, Object> stores = new HashMap<>();
        stores.put(SslConfigs.SSL_PROTOCOL_CONFIG, SslConfigs.DEFAULT_SSL_PROTOCOL);
        stores.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, List.of("TLSv1.3", "TLSv1.2"));
        put(stores, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, tls.trustStore());
        put(stores, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, tls.trustStore() == null ? null : tls.storeType());
        put(stores, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password(tls.trustStorePassword()));
        put(stores, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, tls.keyStore());
        put(stores, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, tls.keyStore() == null ? null : tls.storeType());
        put(stores, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password(tls.keyStorePassword()));
        put(
                stores,
                SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                password(tls.keyPassword() == null ? tls.keyStorePassword() : tls.keyPassword()));
        return stores;
    }

    private static @Nullable Password password(@Nullable String value) {
        return value == null ? null : new Password(value);
    }

    private static void put(Map<String, Object> stores, String key, @Nullable Object value) {
        if (value != null) {
            stores.put(key, value instanceof Password ? value : value.toString());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
