package dev.sluice.app.export.redact;

import dev.sluice.app.export.material.Span;
import java.util.List;
import java.util.stream.Collectors;

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
     * @param masked whether that is a mask
     */
    public record Piece(Span origin, String shown, boolean masked) {
        @Override
        public String toString() {
            return "Piece[" + origin + (masked ? ", masked]" : "]");
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

    @Override
    public String toString() {
        return "MaskedText[" + pieces.size() + " pieces]";
    }
}
