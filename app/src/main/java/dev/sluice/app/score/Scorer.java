package dev.sluice.app.score;

import dev.sluice.app.posts.BadLineException;
import dev.sluice.app.posts.BoundedLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Scores a stream of posts and answers in order; what has come in already is scored on all cores. A line that cannot be
 * taken is answered on standard error with its number; the lines after it are scored. Scoring ends early where nobody
 * takes the answers.
 */
public final class Scorer {
    /** Texts that wait for each other at most. */
    private static final int MOST_AT_ONCE = 256;

    private final Function<Text, Assessment> assessor;
    private final Terminal terminal;
    private final List<Waiting> waiting = new ArrayList<>(MOST_AT_ONCE);

    private record Waiting(String id, Text text) {
        /** Says which post waits, not what it says. */
        @Override
        public String toString() {
            return "Waiting[" + id + "]";
        }
    }

    /**
     * A scorer that answers bad lines on this terminal.
     *
     * @param assessor assesses a text; asked by many threads at once
     */
    public Scorer(Function<Text, Assessment> assessor, Terminal terminal) {
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
                    case PostLines.Good good -> take(good);
                };
                answerWhenDue(input, sink);
            }
        }
        answer(sink);
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
                        waiting.add(new Waiting("line " + lines.number(), new Text(text, null)));
                        answerWhenDue(input, sink);
                    }
                } catch (BadLineException e) {
                    bad += refuse(lines.number(), e.reason());
                }
            }
        }
        answer(sink);
        return bad;
    }

    private int take(PostLines.Good line) {
        return switch (line.value()) {
            case PostLine.Posted(Post post)
            when post.getEvent() != PostEvent.DELETED -> {
                waiting.add(new Waiting(post.getId(), new Text(post.getText(), post.getLanguage())));
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
    private void answerWhenDue(InputStream input, ScoreSink sink) throws IOException {
        if (waiting.size() == MOST_AT_ONCE || input.available() == 0) {
            answer(sink);
        }
    }

    private void answer(ScoreSink sink) throws IOException {
        List<Assessment> answers =
                waiting.parallelStream().map(Waiting::text).map(assessor).toList();
        for (int i = 0; i < answers.size(); i++) {
            Waiting asked = waiting.get(i);
            sink.write(asked.id(), asked.text().text(), answers.get(i));
        }
        waiting.clear();
        sink.flush();
        terminal.flushOut();
    }
}
