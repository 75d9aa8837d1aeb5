package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.transformer.ClassificationHead.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which words made the model say what it said: words are masked in turn, and those without which the logit falls most are
 * shown (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2014, did so with pictures). Each word
 * costs a pass, so only those are tried whose token states add most to the logit.
 */
final class Occlusion {
    /** Passes for one text. */
    static final int MOST_PASSES = 8;

    private static final int MOST_SPANS = 4;

    /** A word is shown if the logit falls by at least this share of what the strongest one makes it fall. */
    private static final double LEAST_SHARE = 0.4;

    private final TransformerModel model;

    Occlusion(TransformerModel model) {
        this.model = model;
    }

    /**
     * A word of a window.
     *
     * @param from its first piece
     * @param to the piece after its last
     */
    private record Word(int from, int to) {}

    /**
     * What masking does to a window.
     *
     * @param spans the words that were masked, in the order of the text
     * @param logits for each the logits without it
     * @param whole the logits with all of them
     */
    @SuppressWarnings("ArrayRecordComponent") // columns that nobody compares
    record Effects(List<Span> spans, float[][] logits, float[] whole) {
        /** The words that speak most strongly for a label, in the order of the text. */
        List<Span> strongest(int label) {
            double most = IntStream.range(0, spans.size())
                    .mapToDouble(i -> fall(i, label))
                    .max()
                    .orElse(0);
            return IntStream.range(0, spans.size())
                    .boxed()
                    .filter(i -> fall(i, label) > 0 && fall(i, label) >= most * LEAST_SHARE)
                    .sorted(Comparator.comparingDouble((Integer i) -> -fall(i, label)))
                    .limit(MOST_SPANS)
                    .sorted()
                    .map(spans::get)
                    .toList();
        }

        private float fall(int word, int label) {
            return whole[label] - logits[word][label];
        }
    }

    /**
     * Masks words of a window in turn.
     *
     * @param text the original
     * @param window pieces of it
     * @param whole what the model says about the window
     * @param label the label whose words are tried
     */
    Effects effects(String text, Pieces window, Reading whole, int label) {
        List<Word> words = words(window).stream()
                .sorted(Comparator.comparingDouble((Word word) -> -share(word, whole, label)))
                .limit(MOST_PASSES)
                .sorted(Comparator.comparingInt(Word::from))
                .toList();
        List<Span> spans = new ArrayList<>();
        float[][] logits = new float[words.size()][];
        for (int i = 0; i < logits.length; i++) {
            Word word = words.get(i);
            spans.add(trimmed(text, window.starts()[word.from()], window.ends()[word.to() - 1]));
            logits[i] = model.read(model.encoder().masked(window, word.from(), word.to()))
                    .logits();
        }
        return new Effects(spans, logits, whole.logits());
    }

    private double share(Word word, Reading reading, int label) {
        double share = 0;
        for (int piece = word.from(); piece < word.to(); piece++) {
            share += reading.shares()[model.encoder().firstPiece() + piece][label];
        }
        return share;
    }

    /** The words of a window: pieces that touch go together, marks with the word that they touch. */
    private static List<Word> words(Pieces window) {
        List<Word> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= window.count(); i++) {
            if (i == window.count() || window.starts()[i] > window.ends()[i - 1]) {
                words.add(new Word(from, i));
                from = i;
            }
        }
        return words;
    }

    /** A range without the marks at its ends; the range itself where it has nothing but marks. */
    private static Span trimmed(String text, int start, int end) {
        int from = start;
        int to = end;
        int first = text.offsetByCodePoints(0, start);
        int last = text.offsetByCodePoints(first, end - start);
        while (from < to && !Character.isLetterOrDigit(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(text.codePointBefore(last))) {
            last -= Character.charCount(text.codePointBefore(last));
            to--;
        }
        return from < to ? new Span(from, to) : new Span(start, end);
    }
}
