package dev.sluice.app.http.exchange;

import java.util.Locale;

/** Why a request is refused. The names are a contract: clients act on them. */
public enum Refusal {
    /** The body is no JSON of the allowed kind. */
    MALFORMED_BODY(400, "The body cannot be read"),
    /** A parameter, header or field is wrong. */
    INVALID_REQUEST(400, "The request is wrong"),
    /** Events in the body cannot be taken. */
    INVALID_EVENTS(400, "Events cannot be taken"),
    /** There is no key. */
    KEY_MISSING(401, "No key"),
    /** Nobody has this key. */
    KEY_UNKNOWN(401, "Unknown key"),
    /** The key was good once. */
    KEY_EXPIRED(401, "Expired key"),
    /** The key is good for something else. */
    SCOPE_MISSING(403, "Not with this key"),
    /** There is nothing here. */
    NOT_FOUND(404, "Nothing here"),
    /** No decision about this post is known to this process. */
    DECISION_UNKNOWN(404, "No decision known here"),
    /** The path takes other methods. */
    METHOD_NOT_ALLOWED(405, "Not with this method"),
    /** The client took too long. */
    TOO_SLOW(408, "Too slow"),
    /** The first request with this idempotency key is still being answered. */
    IN_PROGRESS(409, "In progress"),
    /** The body is larger than allowed. */
    TOO_LARGE(413, "Too large"),
    /** The body is of a kind that is not taken. */
    UNSUPPORTED_TYPE(415, "Not of this type"),
    /** The idempotency key was used for another request. */
    KEY_REUSED(422, "Idempotency key used before"),
    /** The key's quota is used up for now. */
    QUOTA(429, "Quota used up"),
    /** More is on its way than there is room for. */
    BUSY(429, "Busy"),
    /** This process is not set up for it. */
    NOT_HERE(501, "Not set up here"),
    /** Our own mistake. */
    INTERNAL(500, "Internal error"),
    /** This process is about to end. */
    STOPPING(503, "Stopping"),
    /** The cluster has not acknowledged. */
    NOT_ACKNOWLEDGED(503, "Not acknowledged");

    private final int status;
    private final String title;
    private final String code = name().toLowerCase(Locale.ROOT);

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A few words for people. */
    public String title() {
        return title;
    }

    /** The name that clients act on, such as {@code quota}. */
    public String code() {
        return code;
    }
}
