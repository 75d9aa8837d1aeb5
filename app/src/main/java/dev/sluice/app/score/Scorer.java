package dev.sluice.app.score;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.BoundedLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessor;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Scores a stream of posts one by one, in order. A line that cannot be taken is answered on standard error with its
 * number; the lines after it are scored. Scoring ends early where nobody takes the answers.
 */
public final class Scorer {
    private static final int LINES_BETWEEN_FLUSHES = 256;

    private final Assessor assessor;
    private final Terminal terminal;

    /** A scorer that answers bad lines on this terminal. */
    public Scorer(Assessor assessor, Terminal terminal) {
        this.assessor = assessor;
        this.terminal = terminal;
    }

    /**
     * Scores post lines; each is answered, a blank one as one that cannot be taken.
     *
     * @return how many lines could not be taken
     */
    public long scorePostLines(InputStream input, ScoreJson sink) throws IOException {
        long bad = 0;
        try (PostLines lines = PostLines.everyLine(input, Instant.now())) {
            for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
                bad += switch (line) {
                    case PostLines.Bad wrong -> refuse(wrong.number(), wrong.reason());
                    case PostLines.Good good -> score(good, sink);
                };
                flushWhenIdle(input, sink, line.number());
            }
        }
        flush(sink);
        return bad;
    }

    /**
     * Scores lines of plain text; blank lines are passed over.
     *
     * @return how many lines could not be taken
     */
    public long scoreTexts(InputStream input, ScoreTable sink) throws IOException {
        long bad = 0;
        try (BoundedLines lines = new BoundedLines(input, PostLines.MAX_LINE_BYTES)) {
            boolean more = true;
            while (more) {
                try {
                    String text = lines.next();
                    more = text != null;
                    if (text != null && !text.isBlank()) {
                        sink.write("line " + lines.number(), text, assessor.assess(text));
                        flushWhenIdle(input, sink, lines.number());
                    }
                } catch (BadLineException e) {
                    bad += refuse(lines.number(), e.reason());
                }
            }
        }
        flush(sink);
        return bad;
    }

    private int score(PostLines.Good line, ScoreSink sink) throws IOException {
        return switch (line.value()) {
            case PostLine.Posted(Post post)
            when post.getEvent() != PostEvent.DELETED -> {
                String language = post.getLanguage();
                sink.write(
                        post.getId(),
                        post.getText(),
                        language == null ? assessor.assess(post.getText()) : assessor.assess(post.getText(), language));
                yield 0;
            }
            case PostLine.Posted deleted -> refuse(line.number(), "is of type 'delete'; allowed: post, edit");
            case PostLine.Flagged flagged -> refuse(line.number(), "is of type 'flag'; allowed: post, edit");
        };
    }

    private int refuse(long number, String reason) {
        terminal.err().println("line " + number + " " + reason);
        return 1;
    }

    /** Somebody who types, or another process that waits for an answer, must get it before sending more. */
    private void flushWhenIdle(InputStream input, ScoreSink sink, long number) throws IOException {
        if (input.available() == 0 || number % LINES_BETWEEN_FLUSHES == 0) {
            flush(sink);
        }
    }

    private void flush(ScoreSink sink) throws IOException {
        sink.flush();
        terminal.flushOut();
    }
}
