package dev.sluice.topology.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Answers probes and Prometheus: {@code /health/live}, {@code /health/ready}, {@code /metrics}. GET only, no secrets:
 * it may face the cluster's network, not the world. Each request has a virtual thread, and connections and time are
 * bounded, so that a caller who stalls keeps nobody else from an answer.
 */
public final class HealthServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    static {
        // The server of the JDK reads its limits from these alone, once. Whoever set them knows better.
        limit("sun.net.httpserver.maxReqTime", 10);
        limit("sun.net.httpserver.maxRspTime", 10);
        limit("jdk.httpserver.maxConnections", 64);
    }

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * What is asked of the process.
     *
     * @param live whether it does what it is for, or may yet; a supervisor restarts it where not
     * @param missing why it does not do so now, a line each, ids only; it is ready where there is none
     * @param degraded whether it does without a part that nobody waits for; it stays ready, and says so
     * @param problems what a person should look at, a line each, ids only; it says {@code degraded} while there are any
     */
    public record Probes(
            BooleanSupplier live,
            Supplier<List<String>> missing,
            BooleanSupplier degraded,
            Supplier<List<String>> problems) {
        /** Probes of a process that names neither what is missing nor problems. */
        public Probes(BooleanSupplier live, BooleanSupplier ready, BooleanSupplier degraded) {
            this(live, () -> ready.getAsBoolean() ? List.of() : List.of("it has not started yet"), degraded, List::of);
        }

        private String state() {
            List<String> named = problems.get();
            String state = degraded.getAsBoolean() || !named.isEmpty() ? "degraded" : "ok";
            return named.isEmpty() ? state : state + "\n" + String.join("\n", named);
        }
    }

    private HealthServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /**
     * Starts to answer.
     *
     * @param host address or name of the interface to listen on; {@code 0.0.0.0} for all of them
     * @param port port; 0 for any free one
     * @param probes what is asked
     * @param metrics all metrics in Prometheus' text format
     * @throws UnavailableAddressException where host and port cannot be had
     */
    public static HealthServer start(String host, int port, Probes probes, Supplier<String> metrics) {
        HttpServer server = listening(host, port);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("health-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, probes, metrics));
        server.start();
        return new HealthServer(server, threads);
    }

    private static HttpServer listening(String host, int port) {
        InetAddress address = null;
        try {
            address = InetAddress.getByName(host);
            return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            if (address == null || !isOfThisMachine(address)) {
                throw new UnavailableAddressException(
                        "Host",
                        "'" + host + "', which is no address of this machine; allowed: one of its addresses or names,"
                                + " such as 127.0.0.1 for itself alone, or 0.0.0.0 for all of them",
                        e);
            }
            throw new UnavailableAddressException(
                    "Port",
                    port + ", which cannot be had at " + host + " (" + e.getMessage()
                            + "); allowed: a free port, or 0 for any",
                    e);
        }
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return true;
        }
    }

    /** The port it answers on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Probes probes, Supplier<String> metrics) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, TEXT, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health/live" -> {
                    boolean live = probes.live().getAsBoolean();
                    send(exchange, live ? OK : UNAVAILABLE, TEXT, live ? "ok\n" : "it has given up; see the log\n");
                }
                case "/health/ready" -> {
                    List<String> missing = probes.missing().get();
                    String how = missing.isEmpty() ? probes.state() : "not ready\n" + String.join("\n", missing);
                    send(exchange, missing.isEmpty() ? OK : UNAVAILABLE, TEXT, how + "\n");
                }
                case "/metrics" -> send(exchange, OK, PROMETHEUS, metrics.get());
                default -> send(exchange, 404, TEXT, "/health/live /health/ready /metrics\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
