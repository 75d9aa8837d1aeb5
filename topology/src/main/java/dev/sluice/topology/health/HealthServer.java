package dev.sluice.topology.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers probes and Prometheus: {@code /health/live}, {@code /health/ready}, {@code /metrics}. One thread, GET only,
 * no secrets: it may face the cluster's network, not the world.
 */
public final class HealthServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService thread;

    private HealthServer(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Starts to answer.
     *
     * @param port port on all interfaces; 0 for any free one
     * @param live whether the process does what it is for, or may yet; a supervisor restarts it where not
     * @param ready whether it does so now
     * @param metrics all metrics in Prometheus' text format
     * @throws UncheckedIOException where the port cannot be had; the message names it
     */
    public static HealthServer start(int port, BooleanSupplier live, BooleanSupplier ready, Supplier<String> metrics) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "healthPort is " + port + ", which is not free; allowed: a free port, or 0", e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("health").daemon().factory());
        server.setExecutor(thread);
        server.createContext("/", exchange -> answer(exchange, live, ready, metrics));
        server.start();
        return new HealthServer(server, thread);
    }

    /** The port it answers on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private static void answer(
            HttpExchange exchange, BooleanSupplier live, BooleanSupplier ready, Supplier<String> metrics)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, TEXT, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health/live" -> sendHealth(exchange, live.getAsBoolean());
                case "/health/ready" -> sendHealth(exchange, ready.getAsBoolean());
                case "/metrics" -> send(exchange, 200, PROMETHEUS, metrics.get());
                default -> send(exchange, 404, TEXT, "/health/live /health/ready /metrics\n");
            }
        }
    }

    private static void sendHealth(HttpExchange exchange, boolean good) throws IOException {
        send(exchange, good ? 200 : 503, TEXT, good ? "ok\n" : "no\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
