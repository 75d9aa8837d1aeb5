package dev.sluice.app.posts;

import java.io.IOException;

/** An input cannot be read to its end. The message is one line: the input, what is wrong with it, what is allowed. */
public final class InputException extends IOException {
    private static final long serialVersionUID = 1L;

    /** An input that cannot be read. */
    public InputException(String message) {
        super(message);
    }

    /** An input that cannot be read. */
    public InputException(String message, IOException cause) {
        super(message, cause);
    }
}
