package dev.sluice.classifiers.linear;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which tokens made a linear model say what it said: each feature's weight goes to the token that it is centred on, and
 * the tokens with the highest sums are shown. Exact for the model, since it is linear, but for the features that lie
 * between two tokens, which go to one of them.
 */
final class TokenContributions {
    private static final int MOST_TOKENS = 4;

    /** A token is shown if it carries at least this share of what the strongest one carries. */
    private static final double LEAST_SHARE = 0.4;

    private TokenContributions() {}

    /** Spans of the tokens that speak most strongly for the label, in the order of the text; neighbours are joined. */
    static List<Span> strongest(FoldedText text, NgramFeatures features, LinearModel model, int label) {
        int[] sums = sums(text, features, model, label);
        List<Integer> tokens = new ArrayList<>();
        for (int t = 0; t < text.tokenCount; t++) {
            if (sums[t] > 0) {
                tokens.add(t);
            }
        }
        tokens.sort(Comparator.comparingInt((Integer t) -> -sums[t]));
        if (tokens.isEmpty()) {
            return List.of();
        }
        double least = sums[tokens.get(0)] * LEAST_SHARE;
        List<Integer> shown = new ArrayList<>(tokens.stream()
                .limit(MOST_TOKENS)
                .filter(t -> sums[t] >= least)
                .sorted()
                .toList());
        return joined(text, shown);
    }

    private static List<Span> joined(FoldedText text, List<Integer> tokens) {
        List<Span> spans = new ArrayList<>();
        int first = tokens.get(0);
        int last = first;
        for (int token : tokens.subList(1, tokens.size())) {
            if (token != last + 1) {
                spans.add(text.tokenSpan(first, last));
                first = token;
            }
            last = token;
        }
        spans.add(text.tokenSpan(first, last));
        return spans;
    }

    private static int[] sums(FoldedText text, NgramFeatures features, LinearModel model, int label) {
        int[] sums = new int[text.tokenCount];
        int[] hashes = features.hashes();
        int token = 0;
        for (int i = 0; i < text.length && token < text.tokenCount; i++) {
            while (token < text.tokenCount - 1 && i >= text.tokenEnds[token]) {
                token++;
            }
            int k = i * NgramFeatures.PER_CHARACTER;
            for (int n = 0; n < NgramFeatures.PER_CHARACTER; n++) {
                sums[token] += model.weight(hashes[k + n], label);
            }
        }
        int k = text.length * NgramFeatures.PER_CHARACTER;
        for (int t = 0; t < text.tokenCount; t++) {
            for (int n = 0; n < NgramFeatures.PER_TOKEN; n++) {
                sums[t] += model.weight(hashes[k + t * NgramFeatures.PER_TOKEN + n], label);
            }
        }
        return sums;
    }
}
