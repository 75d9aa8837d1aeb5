package dev.sluice.app.replay;

import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The posts of a file that {@code sluice run --input} has played. Lines that it could not take were told of then; no
 * decision is about them.
 */
public final class PostFile implements Posts {
    private final Path file;

    /** The posts of this file. */
    public PostFile(Path file) {
        this.file = file;
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        try (PostLines lines = new PostLines(PostInput.open(file), Instant.EPOCH)) {
            for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof PostLines.Good(long number, PostLine.Posted(var post))) {
                    taker.take(post);
                }
            }
        }
    }
}
