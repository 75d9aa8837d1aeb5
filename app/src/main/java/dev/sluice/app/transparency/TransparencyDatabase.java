package dev.sluice.app.transparency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The EU's transparency database over HTTP, one request at a time. Follows no redirects: one says that a statement exists.
 * Not thread-safe.
 *
 * <p>Answers are values, never exceptions: a request that failed may have been carried out, and the caller must know that
 * nobody knows.
 */
final class TransparencyDatabase implements AutoCloseable {
    private static final int LARGEST_ANSWER_BYTES = 8 << 20;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TransparencySettings settings;
    private final AnswerReader reader;
    private final HttpClient http;

    TransparencyDatabase(TransparencySettings settings, Clock clock) {
        this.settings = settings;
        this.reader = new AnswerReader(clock);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** Sends statements, 1 to 100: it takes all of them or none. */
    Answer store(List<Draft> batch) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode statements = body.putArray("statements");
        batch.forEach(draft -> statements.add(draft.attributes()));
        return ask(
                () -> request()
                        .uri(settings.endpoint().statements())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes(body)))
                        .build(),
                response -> reader.toBatch(response.statusCode(), response.headers(), response.body(), batch.size()));
    }

    /** Asks whether it has a statement. */
    Answer lookUp(String puid) {
        return ask(
                () -> request().uri(settings.endpoint().existing(puid)).GET().build(),
                response -> reader.toQuestion(response.statusCode(), response.headers(), response.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private interface Request {
        HttpRequest make();
    }

    private interface Reading {
        Answer of(HttpResponse<byte[]> response);
    }

    private Answer ask(Request request, Reading reading) {
        Sent sent = send(request.make());
        if (sent.isRefused() && settings.token().renew()) {
            sent = send(request.make());
        }
        HttpResponse<byte[]> response = sent.response();
        if (response == null) {
            return new Answer.Later(null, sent.failure(), null);
        }
        if (sent.isRefused()) {
            return new Answer.Never("it does not accept the token (status " + response.statusCode() + "); allowed: "
                    + settings.token().place() + " holds the platform's token in force, which may create statements");
        }
        return reading.of(response);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder()
                .timeout(settings.timeout())
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + settings.token().value());
    }

    /** An answer, or why there is none. */
    private record Sent(@Nullable HttpResponse<byte[]> response, String failure) {
        boolean isRefused() {
            return response != null && (response.statusCode() == UNAUTHENTICATED || response.statusCode() == FORBIDDEN);
        }
    }

    private Sent send(HttpRequest request) {
        // The request's own timeout ends with the headers; a body that never ends must not hold us up either.
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(request, info -> new LimitedAnswer(LARGEST_ANSWER_BYTES));
        try {
            return new Sent(pending.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS), "");
        } catch (TimeoutException e) {
            return new Sent(null, "no answer within " + settings.timeout());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Sent(null, "no answer: " + cause.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sent(null, "interrupted");
        } finally {
            pending.cancel(true);
        }
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can be written", e);
        }
    }
}
