package dev.sluice.app.http.exchange;

import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param type its media type
 * @param body its bytes
 * @param headers more headers, by name
 */
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    /** The media type of all that is no error. */
    public static final String JSON = "application/json";

    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** The same with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, body, more);
    }

    /** Says what kind of answer it is, not what it says. */
    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes]";
    }
}
