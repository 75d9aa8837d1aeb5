package dev.sluice.app.terminal;

import java.io.IOException;

/** Nobody takes standard output any more: the reader of a pipe is gone, or a disk is full. */
public final class OutputLostException extends IOException {
    /** What the user is told. */
    public static final String MESSAGE = "standard output cannot be written; some of it is lost";

    private static final long serialVersionUID = 1L;

    OutputLostException() {
        super(MESSAGE);
    }
}
