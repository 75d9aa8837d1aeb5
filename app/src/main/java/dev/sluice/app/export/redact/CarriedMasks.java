package dev.sluice.app.export.redact;

import com.google.re2j.Pattern;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.redact.MaskedText.Piece;
import dev.sluice.app.export.redact.Redaction.Kind;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.OffsetMap.Stretch;
import dev.sluice.topology.source.text.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries the masks of a plain text over to the marked-up text that it was taken from. Looking for addresses there by
 * their form would miss those that markup splits ({@code orla<b>.q@mail.example</b>}) or spells otherwise
 * ({@code &#64;}). So it goes the other way round: all is masked, but the characters that the masked plain text shows, and
 * markup that says nothing.
 */
final class CarriedMasks {
    /** Names of plain elements, a few characters by name, and signs: no address is made of these, and no handle. */
    private static final Pattern SAYS_NOTHING =
            Pattern.compile("(?i)(?:</?(?:a|b|blockquote|br|code|del|div|em|h[1-6]|hr|i|ins|li|ol|p|pre|q|s|small|span"
                    + "|strong|sub|sup|u|ul)\\s*/?>|&(?:amp|lt|gt|quot|apos|nbsp);|[\\s!-/:-?\\[-`{-~])+");

    private static final Mask MARKUP = new Mask("[markup masked]", Kind.MARKUP);
    private static final int HIDDEN = -1;

    private CarriedMasks() {}

    /** What stands in a place instead of what was there. */
    private record Mask(String shown, Kind kind) {}

    /**
     * The marked-up text, masked.
     *
     * @param original the text with its markup
     * @param map leads from the plain text to places in it
     * @param text the plain text, masked
     */
    static MaskedText of(String original, OffsetMap map, MaskedText text) {
        int[] points = original.codePoints().toArray();
        @Nullable Mask[] masks = new Mask[points.length];
        Arrays.fill(masks, MARKUP);
        showWords(masks, points, map, shown(text));
        for (Piece piece : text.pieces()) {
            Kind kind = piece.mask();
            Stretch stretch =
                    map.original(piece.origin().start(), piece.origin().end());
            if (kind != null && stretch != null) {
                Arrays.fill(masks, stretch.start(), stretch.end(), new Mask(piece.shown(), kind));
            }
        }
        showMarkup(masks, points);
        return pieces(masks, points);
    }

    /** The plain text's characters, without those under a mask. */
    private static int[] shown(MaskedText text) {
        return text.pieces().stream()
                .flatMapToInt(piece -> piece.masked()
                        ? IntStream.range(piece.origin().start(), piece.origin().end())
                                .map(at -> HIDDEN)
                        : piece.shown().codePoints())
                .toArray();
    }

    /** Only what is the same on both sides: a map that says so is not believed. */
    private static void showWords(@Nullable Mask[] masks, int[] points, OffsetMap map, int[] shown) {
        for (Run run : map.runs()) {
            int length = run.exact() ? Math.min(run.length(), shown.length - run.start()) : 0;
            for (int i = 0; i < length; i++) {
                if (shown[run.start() + i] == points[run.from() + i]) {
                    masks[run.from() + i] = null;
                }
            }
        }
    }

    private static void showMarkup(@Nullable Mask[] masks, int[] points) {
        for (int start = 0; start < masks.length; start = end(masks, start)) {
            int end = end(masks, start);
            if (masks[start] == MARKUP && SAYS_NOTHING.matches(new String(points, start, end - start))) {
                Arrays.fill(masks, start, end, null);
            }
        }
    }

    private static MaskedText pieces(@Nullable Mask[] masks, int[] points) {
        List<Piece> pieces = new ArrayList<>();
        for (int start = 0; start < masks.length; start = end(masks, start)) {
            Mask mask = masks[start];
            Span span = new Span(start, end(masks, start));
            pieces.add(
                    mask == null
                            ? new Piece(span, new String(points, start, span.end() - start), null)
                            : new Piece(span, mask.shown, mask.kind));
        }
        return new MaskedText(pieces);
    }

    /** Where something else begins than what stands here: another mask, or none. */
    private static int end(@Nullable Mask[] masks, int start) {
        int end = start + 1;
        while (end < masks.length && masks[end] == masks[start]) {
            end++;
        }
        return end;
    }
}
