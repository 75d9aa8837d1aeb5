package dev.sluice.topology.policy;

/**
 * Says what is wrong in a policy pack, a notice template or a case, as one line that starts with {@code file:line}
 * where the mistake has a place, else names the packs that do not go together. Whoever loads a policy stops on it: no
 * post is ever decided by half a policy.
 */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line: the place, the thing, its value, and what is allowed
     */
    public PolicyException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message one line: the place, the thing, its value, and what is allowed
     * @param cause what went wrong underneath
     */
    public PolicyException(String message, Throwable cause) {
        super(message, cause);
    }
}
