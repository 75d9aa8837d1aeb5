package dev.sluice.app.posts;

/** A line that cannot be taken as a post. The message says what is wrong and what is allowed; it quotes no text. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A line that is wrong for this reason. */
    public BadLineException(String reason) {
        super(reason, null, false, false);
    }

    /** What is wrong with the line, in one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
