package dev.sluice.app.http.perspective;

import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /$discovery/rest?version=v1alpha1}: the document that Google's API clients read first, with this server's
 * address in it. Its form is Google's "Discovery Document" (API Discovery Service, v1); the words are ours.
 */
public final class DiscoveryEndpoint implements Endpoint {
    private static final String VERSION = "v1alpha1";
    private static final String PLACE = "@ROOT@";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    private final String document;
    private final @Nullable String publicUrl;
    private final String scheme;

    /**
     * The endpoint.
     *
     * @param publicUrl address that clients use, with a slash at its end; null to take the request's own
     * @param scheme how the request's own begins
     */
    public DiscoveryEndpoint(@Nullable String publicUrl, String scheme) {
        this.scheme = scheme;
        this.document = read();
        this.publicUrl = publicUrl;
    }

    @Override
    public Reply answer(Call call) {
        String version = call.request().query("version");
        if (version != null && !version.equals(VERSION)) {
            throw new RefusedException(Refusal.NOT_FOUND, "Version not found; allowed: " + VERSION);
        }
        byte[] body = document.replace(PLACE, root(call.request())).getBytes(StandardCharsets.UTF_8);
        return new Reply(200, Reply.JSON, body, Map.of());
    }

    private String root(Request request) {
        if (publicUrl != null) {
            return publicUrl;
        }
        String host = request.header("Host");
        if (host == null || !HOST.matcher(host).matches()) {
            throw new RefusedException(Refusal.INVALID_REQUEST, "Invalid Host header.");
        }
        return scheme + "://" + host + "/";
    }

    private static String read() {
        try (InputStream file = Objects.requireNonNull(DiscoveryEndpoint.class.getResourceAsStream("discovery.json"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
