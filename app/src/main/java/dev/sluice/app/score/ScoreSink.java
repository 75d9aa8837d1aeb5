package dev.sluice.app.score;

import dev.sluice.classifiers.Assessment;
import java.io.IOException;

/** Where scored posts go, in order. */
interface ScoreSink {
    /** Writes one scored post. */
    void write(String id, String text, Assessment assessment) throws IOException;

    /** Makes what was written visible. */
    void flush() throws IOException;
}
