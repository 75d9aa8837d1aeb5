package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusalFormat;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.function.Function;

/** What the web server refuses by itself, in our words: none of the request's are in the answer. */
final class Refusals implements DirectHandler {
    private final Function<String, RefusalFormat> formats;

    /**
     * Refusals of a server.
     *
     * @param formats how refusals at a path are told
     */
    Refusals(Function<String, RefusalFormat> formats) {
        this.formats = formats;
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders headers, String message) {
        Reply reply = formats.apply(request.path()).of(refusal(status));
        return TransportResponse.builder()
                .status(Status.create(reply.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, reply.type())
                .keepAlive(false)
                .entity(reply.body())
                .build();
    }

    private static RefusedException refusal(Status status) {
        if (status.code() >= Refusal.INTERNAL.status()) {
            return new RefusedException(Refusal.INTERNAL, "the request failed; it may be sent again");
        }
        return new RefusedException(
                Refusal.INVALID_REQUEST,
                "the request line or a header is malformed, too long, or not taken, or the body is compressed");
    }
}
