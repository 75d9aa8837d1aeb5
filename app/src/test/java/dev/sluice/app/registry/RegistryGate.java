package dev.sluice.app.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a live registry, as a proxy or balancer does: passes on what may pass, asks for credentials, and
 * goes out of order or away at a test's word.
 */
final class RegistryGate implements AutoCloseable {
    private final String behind;
    private final @Nullable SSLContext tls;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private volatile @Nullable String authorization;
    private volatile boolean outOfOrder;

    private RegistryGate(String behind, @Nullable SSLContext tls) throws IOException {
        this.behind = behind;
        this.tls = tls;
        this.server = start(0);
    }

    static RegistryGate to(String url) throws IOException {
        return new RegistryGate(url, null);
    }

    static RegistryGate withTls(String url, SSLContext tls) throws IOException {
        return new RegistryGate(url, tls);
    }

    String url() {
        return (tls == null ? "http" : "https") + "://localhost:"
                + server.getAddress().getPort();
    }

    /** How many requests came, whatever became of them. */
    int requests() {
        return requests.get();
    }

    /** Answers 401 to requests with another header from now on. */
    void asksFor(String header) {
        authorization = header;
    }

    /** Answers 503 from now on, or no more. */
    void outOfOrder(boolean out) {
        outOfOrder = out;
    }

    /** Accepts no connection any more. */
    void shut() {
        server.stop(0);
    }

    /** Is there again, at the same address. */
    void reopen() throws IOException {
        server = start(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }

    private HttpServer start(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("localhost"), port);
        HttpServer started;
        if (tls == null) {
            started = HttpServer.create(address, 0);
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            started = https;
        }
        started.createContext("/", this::pass);
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.start();
        return started;
    }

    private void pass(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (outOfOrder) {
                answer(
                        exchange,
                        503,
                        "{\"error_code\":50301,\"message\":\"not now\"}".getBytes(StandardCharsets.UTF_8));
            } else if (authorization != null && !authorization.equals(given)) {
                answer(
                        exchange,
                        401,
                        "{\"error_code\":40101,\"message\":\"who are you\"}".getBytes(StandardCharsets.UTF_8));
            } else {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                answer(exchange, answer.statusCode(), answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
