package dev.sluice.topology.release;

/** Says in one line, with ids only, why a release is not taken over. What was in force before stays. */
public final class RefusedReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the thing, its value, and what is allowed
     */
    public RefusedReleaseException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the thing, its value, and what is allowed
     * @param cause what went wrong underneath
     */
    public RefusedReleaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
