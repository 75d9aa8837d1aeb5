package dev.sluice.app.transparency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transparency database as its documentation has it, and no more lenient: tokens, batches of 1 to 100 that are taken
 * whole or not at all, statements by {@link StatementRules}, public ids that are never taken twice, a redirect for what
 * exists, limits. Goes wrong on demand.
 */
final class TransparencyServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BATCH = "/api/v1/statements";
    private static final String QUESTION = "/api/v1/statement/existing-puid/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, ObjectNode> stored = new LinkedHashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Integer> batches = new ArrayList<>();
    private String token;
    private int questions;
    private int refusedTokens;
    private int limit = Integer.MAX_VALUE;
    private boolean namesTheWrongOnes = true;

    /** What goes wrong with one batch. */
    sealed interface Fault {
        /** An answer in place of the database's, with this header where there is one. */
        record Status(int status, @Nullable String retryAfter) implements Fault {}

        /** Stores, and then the connection is gone: the classic of those who submit twice. */
        record DropsAfterStoring() implements Fault {}

        /** The connection is gone before anything is stored. */
        record Drops() implements Fault {}

        /** Stores, and never answers. */
        record StoresAndHangs() implements Fault {}

        /** Never answers. */
        record Hangs() implements Fault {}

        /** Stores, and answers with a success that is no JSON. */
        record StoresAndStammers() implements Fault {}

        /** Stores nothing, and somebody in between answers with a success. */
        record IsImpersonated() implements Fault {}

        /** Stores, and sends its answer without end. */
        record StoresAndRambles() implements Fault {}
    }

    TransparencyServer(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
    }

    synchronized void next(Fault... coming) {
        faults.addAll(List.of(coming));
    }

    /** A new token; the old one is void. */
    synchronized void rotate(String to) {
        token = to;
    }

    /** Answers 429 once this many batches have been taken in, for good. */
    synchronized void limit(int requests) {
        limit = requests;
    }

    /** Says no more than that something is wrong. */
    synchronized void keepToItself() {
        namesTheWrongOnes = false;
    }

    /** Statements that it does not show any more, and whose ids it has not forgotten. */
    synchronized void archive(String puid) {
        archived.add(puid);
    }

    synchronized Map<String, ObjectNode> stored() {
        return new LinkedHashMap<>(stored);
    }

    /** Sizes of the batches that it has read. */
    synchronized List<Integer> batches() {
        return new ArrayList<>(batches);
    }

    synchronized int questions() {
        return questions;
    }

    synchronized int refusedTokens() {
        return refusedTokens;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Reply reply;
        Fault fault;
        synchronized (this) {
            boolean known =
                    ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            fault = path.equals(BATCH) && known ? faults.poll() : null;
            reply = fault == null || stores(fault)
                    ? reply(exchange, path, body, known)
                    : new Reply(500, message("away"));
        }
        send(exchange, fault, reply);
    }

    private record Reply(int status, ObjectNode body) {}

    private static boolean stores(Fault fault) {
        return switch (fault) {
            case Fault.Status ignored -> false;
            case Fault.Drops ignored -> false;
            case Fault.Hangs ignored -> false;
            case Fault.IsImpersonated ignored -> false;
            case Fault.DropsAfterStoring ignored -> true;
            case Fault.StoresAndHangs ignored -> true;
            case Fault.StoresAndStammers ignored -> true;
            case Fault.StoresAndRambles ignored -> true;
        };
    }

    private void send(HttpExchange exchange, @Nullable Fault fault, Reply reply) throws IOException {
        switch (fault) {
            case null -> answer(exchange, reply.status(), JSON.writeValueAsBytes(reply.body()));
            case Fault.Status status -> {
                if (status.retryAfter() != null) {
                    exchange.getResponseHeaders().set("Retry-After", status.retryAfter());
                }
                answer(exchange, status.status(), JSON.writeValueAsBytes(message("Too Many Attempts.")));
            }
            case Fault.Drops ignored -> exchange.close();
            case Fault.DropsAfterStoring ignored -> exchange.close();
            case Fault.Hangs ignored -> hang();
            case Fault.StoresAndHangs ignored -> hang();
            case Fault.StoresAndStammers ignored ->
                answer(exchange, 201, "<html>Created".getBytes(StandardCharsets.UTF_8));
            case Fault.IsImpersonated ignored ->
                answer(exchange, 201, "{\"statements\":[]}".getBytes(StandardCharsets.UTF_8));
            case Fault.StoresAndRambles ignored -> ramble(exchange);
        }
    }

    private Reply reply(HttpExchange exchange, String path, byte[] body, boolean known) throws IOException {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
            return new Reply(302, message("who does not ask for JSON is shown the web pages"));
        }
        if (!known) {
            refusedTokens++;
            return new Reply(401, message("Unauthenticated."));
        }
        if (exchange.getRequestMethod().equals("GET") && path.startsWith(QUESTION)) {
            questions++;
            ObjectNode found = stored.get(path.substring(QUESTION.length()));
            boolean shown = found != null && !archived.contains(path.substring(QUESTION.length()));
            return shown ? new Reply(302, found) : new Reply(404, message("statement of reason not found"));
        }
        if (!exchange.getRequestMethod().equals("POST") || !path.equals(BATCH)) {
            return new Reply(404, message("not found"));
        }
        if (batches.size() >= limit) {
            return new Reply(429, message("Too Many Attempts."));
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return new Reply(422, message("the statements field is required"));
        }
        return take(JSON.readTree(body));
    }

    private Reply take(JsonNode body) {
        JsonNode statements = body.path("statements");
        batches.add(statements.size());
        if (!statements.isArray() || statements.isEmpty() || statements.size() > 100) {
            return new Reply(422, message("The statements field must have between 1 and 100 items."));
        }
        ObjectNode wrong = JSON.createObjectNode();
        for (int i = 0; i < statements.size(); i++) {
            ObjectNode errors = StatementRules.errors(statements.get(i));
            if (!errors.isEmpty()) {
                wrong.set("statement_" + i, errors);
            }
        }
        if (!wrong.isEmpty()) {
            ObjectNode answer = JSON.createObjectNode();
            answer.set("errors", namesTheWrongOnes ? wrong : JSON.createObjectNode());
            return new Reply(422, answer);
        }
        return takeNew(statements);
    }

    private Reply takeNew(JsonNode statements) {
        Set<String> here = new HashSet<>();
        ArrayNode existing = JSON.createArrayNode();
        for (JsonNode statement : statements) {
            String puid = statement.path("puid").asText();
            if (!here.add(puid)) {
                ObjectNode answer = message("The platform identifier(s) are not all unique within this call.");
                answer.putObject("errors").putArray("puid").add("not unique within this call");
                return new Reply(422, answer);
            }
            if (stored.containsKey(puid)) {
                existing.add(puid);
            }
        }
        if (!existing.isEmpty()) {
            ObjectNode answer = message("the platform identifier(s) given are not all unique within this platform.");
            ObjectNode errors = answer.putObject("errors");
            errors.putArray("puid").add("not unique within this platform");
            errors.set("existing_puids", existing);
            return new Reply(422, answer);
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode made = answer.putArray("statements");
        for (JsonNode statement : statements) {
            ObjectNode record = statement.deepCopy();
            String uuid = UUID.randomUUID().toString();
            record.put("uuid", uuid);
            record.put("permalink", "https://database.example/statement/" + uuid);
            stored.put(statement.path("puid").asText(), record);
            made.add(record);
        }
        return new Reply(201, answer);
    }

    private static ObjectNode message(String text) {
        return JSON.createObjectNode().put("message", text);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", "/somewhere/else");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void ramble(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(201, 0);
        byte[] words = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        try {
            while (closing.getCount() > 0) {
                exchange.getResponseBody().write(words);
            }
        } finally {
            exchange.close();
        }
    }

    private void hang() {
        try {
            boolean unused = closing.await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
