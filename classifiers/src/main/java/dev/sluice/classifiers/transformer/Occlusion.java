package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which words made the model say what it said: each is masked in turn, and those without which the logit falls most are
 * shown (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2014, did so with pictures). Costs
 * one pass per word, so it is for texts that a reviewer will be shown; neighbours are masked together where a text has
 * more words than passes are allowed.
 */
final class Occlusion {
    /** Passes for one text. */
    static final int MOST_PASSES = 40;

    private static final int MOST_SPANS = 4;

    /** A word is shown if the logit falls by at least this share of what the strongest one makes it fall. */
    private static final double LEAST_SHARE = 0.4;

    private final TransformerModel model;

    Occlusion(TransformerModel model) {
        this.model = model;
    }

    /**
     * What masking does to a window.
     *
     * @param parts the ranges of the original that were masked
     * @param logits for each part the logits without it
     * @param whole the logits with all of them
     */
    @SuppressWarnings("ArrayRecordComponent") // columns that nobody compares
    record Effects(List<Span> parts, float[][] logits, float[] whole) {
        /** The parts that speak most strongly for a label, in the order of the text; neighbours are joined. */
        List<Span> strongest(int label) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (fall(i, label) > 0) {
                    order.add(i);
                }
            }
            order.sort(Comparator.comparingDouble((Integer i) -> -fall(i, label)));
            if (order.isEmpty()) {
                return List.of();
            }
            double least = fall(order.get(0), label) * LEAST_SHARE;
            List<Integer> shown = order.stream()
                    .limit(MOST_SPANS)
                    .filter(i -> fall(i, label) >= least)
                    .sorted()
                    .toList();
            List<Span> spans = new ArrayList<>();
            int last = -2;
            for (int i : shown) {
                Span part = parts.get(i);
                if (i == last + 1) {
                    part = new Span(spans.remove(spans.size() - 1).start(), part.end());
                }
                spans.add(part);
                last = i;
            }
            return spans;
        }

        private float fall(int part, int label) {
            return whole[label] - logits[part][label];
        }
    }

    /**
     * Masks the words of a window in turn.
     *
     * @param text the original
     * @param window pieces of it
     * @param whole the window's logits
     */
    Effects effects(String text, Pieces window, float[] whole) {
        int[] starts = wordStarts(window);
        int words = starts.length - 1;
        int together = (words + MOST_PASSES - 1) / MOST_PASSES;
        List<Span> parts = new ArrayList<>();
        List<int[]> masked = new ArrayList<>();
        for (int word = 0; word < words; word += together) {
            int from = starts[word];
            int to = starts[Math.min(words, word + together)];
            parts.add(trimmed(text, window.starts()[from], window.ends()[to - 1]));
            masked.add(model.encoder().masked(window, from, to));
        }
        return new Effects(parts, model.logits(masked), whole);
    }

    /** Index of the first piece of each word, then the number of pieces. Marks and the word they touch go together. */
    private static int[] wordStarts(Pieces window) {
        int[] starts = new int[window.count() + 1];
        int words = 0;
        for (int i = 0; i < window.count(); i++) {
            if (i == 0 || window.starts()[i] > window.ends()[i - 1]) {
                starts[words++] = i;
            }
        }
        starts[words] = window.count();
        return Arrays.copyOf(starts, words + 1);
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
