package dev.sluice.app.http.exchange;

import org.jspecify.annotations.Nullable;

/** A request is refused. The message is one line for the client and quotes nothing that was posted. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int retryAfterSeconds;
    private final transient @Nullable Details details;

    /** More that a kind of answer tells about a refusal. */
    public interface Details {}

    /** A refusal that will be the same next time. */
    public RefusedException(Refusal refusal, String message) {
        this(refusal, message, 0, null);
    }

    /** A refusal with more to tell. */
    public RefusedException(Refusal refusal, String message, Details details) {
        this(refusal, message, 0, details);
    }

    private RefusedException(Refusal refusal, String message, int retryAfterSeconds, @Nullable Details details) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
        this.details = details;
    }

    /** A refusal for now: the client is told to come back after so many seconds, at least one. */
    public static RefusedException later(Refusal refusal, String message, long seconds) {
        return new RefusedException(refusal, message, (int) Math.max(1, Math.min(seconds, 86_400)), null);
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }

    /** What is told to the client. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** After how many seconds to come back; 0 where that would not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What else there is to tell. */
    public @Nullable Details details() {
        return details;
    }
}
