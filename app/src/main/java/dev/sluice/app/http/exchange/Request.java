package dev.sluice.app.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One request, as far as endpoints need it. Used by one thread. */
public interface Request {
    /** Its method, in capitals. */
    String method();

    /** Its path as sent: undecoded, without query. */
    String rawPath();

    /** The first value of a query parameter, decoded; null where it is absent. */
    @Nullable
    String query(String name);

    /** The first value of a header; null where it is absent. */
    @Nullable
    String header(String name);

    /** What the client says is the length of the body, in bytes; -1 where it does not say. */
    long contentLength();

    /**
     * The body, to be read once.
     *
     * @throws IOException where the client cannot be read from
     */
    InputStream body() throws IOException;

    /** Tells that the request has been read whole, so that its time for that is no longer counted. */
    void received();
}
