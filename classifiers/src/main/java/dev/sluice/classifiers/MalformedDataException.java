package dev.sluice.classifiers;

import java.io.IOException;

/** A lexicon or rule pack is wrong. The message is one line: file, line, what is wrong, and what is allowed. */
public final class MalformedDataException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Says where and what.
     *
     * @param source name of the file
     * @param line line number from 1, or 0 where the whole file is meant
     * @param problem the thing, its value, and what is allowed
     */
    public MalformedDataException(String source, int line, String problem) {
        super(source + (line > 0 ? ":" + line : "") + ": " + problem);
    }
}
