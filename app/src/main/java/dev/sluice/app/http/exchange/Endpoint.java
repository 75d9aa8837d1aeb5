package dev.sluice.app.http.exchange;

import java.io.IOException;

/** What a route does. */
public interface Endpoint {
    /**
     * Answers a call.
     *
     * @throws RefusedException where it is refused
     * @throws IOException where the client cannot be read from
     */
    Reply answer(Call call) throws IOException;
}
