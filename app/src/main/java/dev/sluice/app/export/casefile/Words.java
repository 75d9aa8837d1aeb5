package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.redact.MaskedText;
import dev.sluice.app.export.redact.MaskedText.Piece;
import java.util.ArrayList;
import java.util.List;

/** Sets off spans of a text, parts of which are masked. */
final class Words {
    private Words() {}

    /**
     * The runs of a text.
     *
     * @param spans places in the original text, in order and apart
     */
    static List<Inline> of(MaskedText text, List<Span> spans) {
        List<Inline> runs = new ArrayList<>();
        for (Piece piece : text.pieces()) {
            if (piece.masked()) {
                boolean marked = spans.stream().anyMatch(span -> span.overlaps(piece.origin()));
                runs.add(marked ? new Inline.MarkedMask(piece.shown()) : new Inline.Masked(piece.shown()));
            } else {
                cut(piece, spans, runs);
            }
        }
        return runs;
    }

    private static void cut(Piece piece, List<Span> spans, List<Inline> runs) {
        int from = piece.origin().start();
        int end = piece.origin().end();
        for (Span span : spans) {
            int start = Math.max(span.start(), from);
            int stop = Math.min(span.end(), end);
            if (start < stop) {
                if (from < start) {
                    runs.add(new Inline.Plain(part(piece, from, start)));
                }
                runs.add(new Inline.Marked(part(piece, start, stop)));
                from = stop;
            }
        }
        if (from < end) {
            runs.add(new Inline.Plain(part(piece, from, end)));
        }
    }

    private static String part(Piece piece, int from, int to) {
        String text = piece.shown();
        int begin = text.offsetByCodePoints(0, from - piece.origin().start());
        return text.substring(begin, text.offsetByCodePoints(begin, to - from));
    }
}
