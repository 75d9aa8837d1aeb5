package dev.sluice.app.replay;

/** Says, in one line, which part of the history cannot be decided again, and what is needed. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for the person who runs the command. */
    public ReplayException(String message) {
        super(message);
    }
}
