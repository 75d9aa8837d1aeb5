package dev.sluice.app.play;

import java.io.IOException;

/** The folder that was named for results cannot take them. The message is one line: the folder, and what is allowed. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputException(String message) {
        super(message);
    }
}
