package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From a text to the token ids that the model reads: framed, with the prefix that the encoder was trained with, and cut
 * into overlapping windows where it is long, so that harm behind a page of padding is still read. Immutable.
 */
public final class TextEncoder {
    /** Tokens of a window, with frame and prefix. */
    static final int WINDOW = 128;

    /** Windows of one text; what lies beyond is not read, and the result says so. */
    static final int MOST_WINDOWS = 8;

    private static final String PREFIX = "query:";
    private static final int OVERLAP = 24;

    private final WordPiece wordPiece;
    private final Vocabulary.Special special;
    private final int[] prefix;
    private final int room;

    TextEncoder(Vocabulary vocabulary) {
        this.wordPiece = new WordPiece(vocabulary);
        this.special = vocabulary.special();
        this.prefix = wordPiece.encode(PREFIX, PREFIX.length(), PREFIX.length()).ids();
        this.room = WINDOW - prefix.length - 2;
    }

    /**
     * The windows of a text.
     *
     * @param windows pieces of each; none where no word of the text is known, such as only emoji
     * @param complete whether they cover the whole text
     */
    record Windows(List<Pieces> windows, boolean complete) {}

    /** The encoder that ships, on the class path. */
    public static TextEncoder shipped() {
        return new TextEncoder(EncoderFiles.vocabulary());
    }

    /**
     * The token ids of a text's beginning, as training reads it.
     *
     * @param text any text
     * @param mostTokens the most ids, those of frame and prefix included
     */
    public int[] beginning(String text, int mostTokens) {
        return tokens(pieces(text, mostTokens - prefix.length - 2));
    }

    /** Cuts a text into windows. */
    Windows windows(String text) {
        int step = room - OVERLAP;
        Pieces pieces = pieces(text, room + (MOST_WINDOWS - 1) * step);
        List<Pieces> windows = new ArrayList<>();
        if (Arrays.stream(pieces.ids()).allMatch(id -> id == special.unknown())) {
            return new Windows(windows, pieces.complete());
        }
        int from = 0;
        while (from < pieces.count()) {
            int to = Math.min(pieces.count(), from + room);
            windows.add(pieces.range(from, to));
            if (to == pieces.count()) {
                break;
            }
            from += step;
        }
        return new Windows(windows, pieces.complete());
    }

    private Pieces pieces(String text, int most) {
        ReadablePost post = ReadablePost.of(text, Folder.MAX_CODE_POINTS);
        String readable = post.text();
        Pieces pieces = wordPiece.encode(readable, readable.length(), most);
        boolean readWhole = text.codePointCount(0, text.length()) <= post.read();
        return post.original(pieces, pieces.complete() && readWhole);
    }

    /** The token ids of a window. */
    int[] tokens(Pieces window) {
        int[] tokens = new int[1 + prefix.length + window.count() + 1];
        tokens[0] = special.first();
        System.arraycopy(prefix, 0, tokens, 1, prefix.length);
        System.arraycopy(window.ids(), 0, tokens, firstPiece(), window.count());
        tokens[tokens.length - 1] = special.last();
        return tokens;
    }

    /** The token ids of a window in which pieces from one index to before another are masked. */
    int[] masked(Pieces window, int from, int to) {
        int[] tokens = tokens(window);
        Arrays.fill(tokens, firstPiece() + from, firstPiece() + to, special.mask());
        return tokens;
    }

    /** Index of the first piece of a window among its token ids. */
    int firstPiece() {
        return 1 + prefix.length;
    }
}
