package dev.sluice.topology.tracing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector, as JSON over HTTP (OpenTelemetry Protocol 1.x, "OTLP/HTTP", "JSON Protobuf Encoding"). What
 * waits is bounded: a collector that is away loses spans and never holds up a post.
 */
public final class OtlpSpans implements Consumer<Span>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpSpans.class);
    private static final int MOST_WAITING = 4_096;
    private static final int BATCH = 512;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int INTERNAL = 1;
    private static final int ERROR = 2;
    private static final int FIRST_FAILURE = 300;

    private final HttpRequest.Builder request;
    private final String service;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("spans").unstarted(this::work);
    private volatile boolean closing;

    /**
     * Sends from now on.
     *
     * @param endpoint the whole address, such as {@code http://collector:4318/v1/traces}
     * @param headers sent along, such as an authorization
     * @param service what the process is called in traces
     */
    public OtlpSpans(URI endpoint, Map<String, String> headers, String service) {
        this.request = HttpRequest.newBuilder(endpoint).timeout(TIMEOUT).header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        this.service = service;
        thread.start();
    }

    @Override
    public void accept(Span span) {
        if (!waiting.offer(span)) {
            lost.incrementAndGet();
        }
    }

    /** Spans that were not sent: there was no room, or the collector did not take them. */
    public long lost() {
        return lost.get();
    }

    /** Sends what waits, for a few seconds at most. */
    @Override
    public void close() {
        closing = true;
        try {
            boolean ended = thread.join(TIMEOUT);
            if (!ended) {
                LOG.warn("the collector of traces did not answer within {}", TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }

    private void work() {
        while (!closing || !waiting.isEmpty()) {
            try {
                Span first = waiting.poll(500, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Span> batch = new ArrayList<>(List.of(first));
                    waiting.drainTo(batch, BATCH - 1);
                    send(batch);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send(List<Span> batch) throws InterruptedException {
        try {
            HttpResponse<Void> answer = client.send(
                    request.copy()
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body(batch)))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() >= FIRST_FAILURE) {
                failed(batch, "status " + answer.statusCode());
            }
        } catch (IOException | RuntimeException e) {
            // Whatever it is, the next batch is to be tried: nobody would start this thread again.
            failed(batch, e.getClass().getSimpleName());
        }
    }

    private void failed(List<Span> batch, String why) {
        long before = lost.getAndAdd(batch.size());
        if (before == 0) {
            LOG.warn("spans are lost: the collector gave {}", why);
        }
    }

    private byte[] body(List<Span> batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resourceSpans");
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            attributes(json, Map.of("service.name", service));
            json.writeEndObject();
            json.writeArrayFieldStart("scopeSpans");
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            json.writeStringField("name", "dev.sluice");
            json.writeEndObject();
            json.writeArrayFieldStart("spans");
            for (Span span : batch) {
                write(json, span);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Span span) throws IOException {
        json.writeStartObject();
        json.writeStringField("traceId", span.at().traceId());
        json.writeStringField("spanId", span.at().spanId());
        json.writeStringField("parentSpanId", span.parent());
        json.writeStringField("name", span.name());
        json.writeNumberField("kind", INTERNAL);
        json.writeStringField("startTimeUnixNano", Long.toString(span.startNanos()));
        json.writeStringField("endTimeUnixNano", Long.toString(span.endNanos()));
        attributes(json, span.place());
        String fault = span.fault();
        if (fault != null) {
            json.writeObjectFieldStart("status");
            json.writeNumberField("code", ERROR);
            json.writeStringField("message", fault);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void attributes(JsonGenerator json, Map<String, String> attributes) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", attribute.getKey());
            json.writeObjectFieldStart("value");
            json.writeStringField("stringValue", attribute.getValue());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
