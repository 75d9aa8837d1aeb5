package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.exchange.Request;
import dev.sluice.app.http.exchange.Router;
import dev.sluice.app.http.tls.ServerCertificate;
import dev.sluice.app.http.tls.WatchedHandshakes;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsConfig;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The web server: Helidon's, a virtual thread for each connection. Connections, headers, bodies and the time that a
 * request may take to come in are all bounded.
 */
final class HelidonServer implements AutoCloseable {
    private static final int HEADER_BYTES = 16 << 10;
    private static final int FIRST_LINE_BYTES = 8 << 10;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final long WORTH_READING_BYTES = 64 << 10;
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final long LINGER_BYTES = 32 << 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final HeaderName CONTENT_TYPE = HeaderNames.CONTENT_TYPE;

    private final WebServer server;
    private final SlowRequests slow;
    private final Function<Request, Reply> answers;
    private final AtomicInteger answering = new AtomicInteger();
    private volatile boolean stopping;

    private final LongConsumer times;

    private HelidonServer(HttpSettings settings, Router router, LongConsumer times) {
        this.times = times;
        this.slow = new SlowRequests(settings.requestTimeout());
        this.answers = router::answer;
        this.server = server(settings, new Refusals(router::formatAt));
    }

    /** Starts to answer; tells how many nanoseconds each request took from its head to its answer. */
    static HelidonServer start(HttpSettings settings, Router router, LongConsumer times) {
        HelidonServer started = new HelidonServer(settings, router, times);
        started.server.start();
        started.slow.start();
        return started;
    }

    @SuppressWarnings("removal") // of receiveLog and sendLog, which are on until then
    private WebServer server(HttpSettings settings, Refusals refusals) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, refusals);
        }
        ServerCertificate certificate = settings.certificate();
        TlsConfig.Builder tls =
                Tls.builder().enabled(certificate != null).addEnabledProtocols(List.of("TLSv1.3", "TLSv1.2"));
        if (certificate != null) {
            tls.sslContext(new WatchedHandshakes(certificate.context(), slow::connected));
        }
        return WebServer.builder()
                .tls(tls.build())
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .maxTcpConnections(settings.mostConnections())
                // Over channels, handshakes of TLS have no time limit, and look up names of clients.
                .useNio(certificate == null)
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
                .directHandlers(handlers.build())
                .routing(routing -> routing.any(this::answer))
                .build();
    }

    int port() {
        return server.port();
    }

    /** How many requests are being answered; one whose answer is not sent whole counts. */
    int answering() {
        return answering.get();
    }

    /** From now on connections end with the next answer, so that clients go elsewhere. */
    void endConnections() {
        stopping = true;
    }

    @Override
    public void close() {
        server.stop();
        slow.close();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        answering.incrementAndGet();
        long start = System.nanoTime();
        boolean counted = true;
        try {
            Reply reply = answers.apply(new HelidonRequest(request, slow));
            boolean read = isRead(request);
            boolean ends = !read || stopping || asksToEnd(request);
            send(reply, request, response, ends);
            times.accept(System.nanoTime() - start);
            answering.decrementAndGet();
            counted = false;
            if (!read) {
                linger();
            }
            if (ends) {
                // The web server announces the end of a connection, and goes on to read from it.
                throw new CloseConnectionException("announced");
            }
        } finally {
            slow.received();
            if (counted) {
                answering.decrementAndGet();
            }
        }
    }

    /**
     * Reads what is still coming, for a while: a connection that is closed before that is reset, and clients that are
     * busy sending would never see the answer.
     */
    private void linger() {
        ConnectionContext connection = slow.connection();
        if (connection == null) {
            return;
        }
        slow.endsWithin(LINGER);
        DataReader reader = connection.dataReader();
        long left = LINGER_BYTES;
        try {
            while (left > 0) {
                reader.ensureAvailable();
                int count = (int) Math.min(reader.available(), left);
                reader.skip(count);
                left -= count;
            }
        } catch (RuntimeException e) {
            // The client has ended the connection, or its time is over.
        }
    }

    private static void send(Reply reply, ServerRequest request, ServerResponse response, boolean ends) {
        response.status(Status.create(reply.status()));
        reply.headers().forEach(response::header);
        if (ends) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (reply.body().length > 0) {
            response.header(CONTENT_TYPE, reply.type());
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
            response.send(new byte[0]);
        } else {
            response.send(reply.body());
        }
    }

    /**
     * Whether the body was surely read to its end, so that what follows is another request. A body that the endpoint
     * left is read here where it is so short that this costs less than another connection.
     */
    private static boolean isRead(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return true;
        }
        long length = request.headers().contentLength().orElse(-1);
        if (length < 0) {
            return false;
        }
        if (request.content().consumed()) {
            return true;
        }
        if (length > WORTH_READING_BYTES || request.headers().contains(HeaderNames.EXPECT)) {
            return false;
        }
        try {
            request.content().inputStream().transferTo(OutputStream.nullOutputStream());
            return request.content().consumed();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean asksToEnd(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.CONNECTION)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("close");
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
            if (!request.content().hasEntity()) {
                return InputStream.nullInputStream();
            }
            ConnectionContext connection = slow.connection();
            if (contentLength() >= 0 || connection == null) {
                return new ClientStream(request.content().inputStream());
            }
            if (request.headers().contains(HeaderNames.EXPECT)) {
                connection.dataWriter().writeNow(BufferData.create(CONTINUE));
            }
            return new ClientStream(new ChunkedBody(connection.dataReader()));
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
