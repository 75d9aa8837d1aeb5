package dev.sluice.app.http;

import dev.sluice.app.http.exchange.JsonReply;
import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.exchange.Request;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The web server: Helidon's, a virtual thread for each connection. Connections, headers, bodies and the time that a
 * request may take to come in are all bounded.
 */
final class HelidonServer implements AutoCloseable {
    private static final int HEADER_BYTES = 16 << 10;
    private static final int FIRST_LINE_BYTES = 8 << 10;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final HeaderName CONTENT_TYPE = HeaderNames.CONTENT_TYPE;

    private final WebServer server;
    private final SlowRequests slow;

    private HelidonServer(WebServer server, SlowRequests slow) {
        this.server = server;
        this.slow = slow;
    }

    @SuppressWarnings("removal") // of receiveLog and sendLog, which are on until then
    static HelidonServer start(HttpSettings settings, Function<Request, Reply> answers) {
        SlowRequests slow = new SlowRequests(settings.requestTimeout());
        DirectHandlers.Builder refusals = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            refusals.addHandler(type, HelidonServer::refused);
        }
        WebServer server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .maxTcpConnections(settings.mostConnections())
                .idleConnectionTimeout(settings.idleTimeout())
                .idleConnectionPeriod(LOOK_EVERY)
                .shutdownGracePeriod(Duration.ofSeconds(1))
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(settings.idleTimeout())
                        .tcpNoDelay(true)
                        .build())
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEADER_BYTES)
                        .maxPrologueLength(FIRST_LINE_BYTES)
                        .receiveLog(false)
                        .sendLog(false)
                        .addReceiveListener(slow)
                        .build())
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .directHandlers(refusals.build())
                .routing(routing -> routing.any((request, response) -> answer(answers, slow, request, response)))
                .build()
                .start();
        slow.start();
        return new HelidonServer(server, slow);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        slow.close();
    }

    private static void answer(
            Function<Request, Reply> answers, SlowRequests slow, ServerRequest request, ServerResponse response) {
        Reply reply;
        try {
            reply = answers.apply(new HelidonRequest(request, slow));
        } finally {
            slow.received();
        }
        response.status(Status.create(reply.status()));
        response.header(CONTENT_TYPE, reply.type());
        reply.headers().forEach(response::header);
        if (reply.status() >= Refusal.INVALID_REQUEST.status()
                && !request.content().consumed()) {
            // What is left of the body is not worth reading.
            response.header(HeaderNames.CONNECTION, "close");
        }
        response.send(reply.body());
    }

    /** What the web server refuses by itself: no words of the request are in the answer. */
    private static DirectHandler.TransportResponse refused(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Reply reply = JsonReply.of(status.code(), "application/problem+json", json -> {
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", "The request cannot be read");
            json.writeNumberField("status", status.code());
            json.writeStringField("code", Refusal.INVALID_REQUEST.code());
            json.writeStringField("detail", "the request line or a header is malformed, too long, or not taken");
        });
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(CONTENT_TYPE, reply.type())
                .keepAlive(false)
                .entity(reply.body())
                .build();
    }

    private record HelidonRequest(ServerRequest request, SlowRequests slow) implements Request {
        @Override
        public String method() {
            return request.prologue().method().text();
        }

        @Override
        public String rawPath() {
            return request.prologue().uriPath().rawPath();
        }

        @Override
        public @Nullable String query(String name) {
            return request.query().first(name).orElse(null);
        }

        @Override
        public @Nullable String header(String name) {
            return request.headers().first(HeaderNames.create(name)).orElse(null);
        }

        @Override
        public long contentLength() {
            return request.headers().contentLength().orElse(-1);
        }

        @Override
        public InputStream body() {
            return request.content().hasEntity()
                    ? new ClientStream(request.content().inputStream())
                    : InputStream.nullInputStream();
        }

        @Override
        public void received() {
            slow.received();
        }

        /** Leaves out whatever was sent. */
        @Override
        public String toString() {
            return "HelidonRequest";
        }
    }
}
