package dev.sluice.app.export.redact;

import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.redact.Redaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with masks in place of what must not be seen.
 *
 * @param pieces the whole text in order
 */
public record MaskedText(List<Piece> pieces) {
    /**
     * A piece of it.
     *
     * @param origin its place in the original text, in code points
     * @param shown what stands there now
     * @param mask what was masked here; null where that is the original's own words
     */
    public record Piece(Span origin, String shown, @Nullable Kind mask) {
        /** Whether a mask stands here. */
        public boolean masked() {
            return mask != null;
        }

        @Override
        public String toString() {
            return "Piece[" + origin + (masked() ? ", masked]" : "]");
        }

        /** What of it is within a span that it overlaps; a mask is never cut. */
        private Piece cut(Span span) {
            int start = Math.max(origin.start(), span.start());
            int end = Math.min(origin.end(), span.end());
            if (masked()) {
                return this;
            }
            int begin = shown.offsetByCodePoints(0, start - origin.start());
            return new Piece(
                    new Span(start, end), shown.substring(begin, shown.offsetByCodePoints(begin, end - start)), null);
        }
    }

    /** Copies the pieces. */
    public MaskedText {
        pieces = List.copyOf(pieces);
    }

    /** What is seen. */
    public String shown() {
        return pieces.stream().map(Piece::shown).collect(Collectors.joining());
    }

    /** What of it is within a span of the original text, with all of each mask that reaches into it. */
    public MaskedText within(Span span) {
        List<Piece> within = new ArrayList<>();
        pieces.stream().filter(piece -> piece.origin().overlaps(span)).forEach(piece -> within.add(piece.cut(span)));
        return new MaskedText(within);
    }

    @Override
    public String toString() {
        return "MaskedText[" + pieces.size() + " pieces]";
    }
}
