package dev.sluice.classifiers.transformer;

import java.util.Arrays;

/**
 * Cuts texts into word pieces, the longest that the vocabulary has first (Wu et al., "Google's Neural Machine Translation
 * System", 2016, as BERT uses it). Takes time linear in the text; immutable, safe for use by many threads.
 *
 * <p>A native tokenizer is no alternative: the one for the JVM fetches a library from the network on machines with a
 * graphics card, and has none for some platforms.
 */
public final class WordPiece {
    private final Vocabulary vocabulary;

    /** A tokenizer with this vocabulary. */
    public WordPiece(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * The pieces of a text, without those that frame it.
     *
     * @param text any string
     * @param mostCodePoints what lies beyond is not read
     * @param mostPieces more are not made
     */
    public Pieces encode(String text, int mostCodePoints, int mostPieces) {
        NormalisedText normal = NormalisedText.of(text, mostCodePoints, vocabulary);
        Writer writer = new Writer(Math.min(mostPieces, normal.length()));
        int word = 0;
        while (word < normal.length() && !writer.full()) {
            int end = word + 1;
            while (end < normal.length() && !normal.begins(end)) {
                end++;
            }
            cut(normal, word, end, writer);
            word = end;
        }
        boolean readWhole = text.codePointCount(0, text.length()) <= mostCodePoints;
        return writer.pieces(word == normal.length() && !writer.overflowed && readWhole);
    }

    /** The ids of pieces between the one that begins and the one that ends a text. */
    public int[] framed(Pieces pieces) {
        int[] tokens = new int[pieces.count() + 2];
        tokens[0] = vocabulary.special().first();
        System.arraycopy(pieces.ids(), 0, tokens, 1, pieces.count());
        tokens[tokens.length - 1] = vocabulary.special().last();
        return tokens;
    }

    private void cut(NormalisedText normal, int from, int to, Writer writer) {
        int before = writer.count;
        if (to - from > vocabulary.longestWord()) {
            writer.add(vocabulary.special().unknown(), normal.origin(from), normal.origin(to - 1) + 1);
            return;
        }
        StringBuilder word = new StringBuilder(to - from);
        int[] origins = new int[2 * (to - from)];
        for (int i = from; i < to; i++) {
            int at = word.length();
            word.appendCodePoint(normal.codePoint(i));
            Arrays.fill(origins, at, word.length(), normal.origin(i));
        }
        int start = 0;
        while (start < word.length()) {
            int end = Math.min(word.length(), start + vocabulary.longest());
            int id = -1;
            while (end > start) {
                id = vocabulary.id(word.substring(start, end), start > 0);
                if (id >= 0) {
                    break;
                }
                end--;
            }
            if (id < 0) {
                writer.count = before;
                writer.add(vocabulary.special().unknown(), normal.origin(from), normal.origin(to - 1) + 1);
                return;
            }
            writer.add(id, origins[start], origins[end - 1] + 1);
            start = end;
        }
    }

    /** Collects pieces up to a limit. */
    private static final class Writer {
        private final int[] ids;
        private final int[] starts;
        private final int[] ends;
        private int count;
        private boolean overflowed;

        Writer(int room) {
            ids = new int[room];
            starts = new int[room];
            ends = new int[room];
        }

        boolean full() {
            return count == ids.length;
        }

        void add(int id, int start, int end) {
            if (count == ids.length) {
                overflowed = true;
                return;
            }
            ids[count] = id;
            starts[count] = start;
            ends[count] = end;
            count++;
        }

        Pieces pieces(boolean complete) {
            return new Pieces(
                    Arrays.copyOf(ids, count), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count), complete);
        }
    }
}
