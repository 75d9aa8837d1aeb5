package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.dataset.MarkedPosts.MarkedPost;
import dev.sluice.classifiers.linear.WordMarker;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Trains a {@link WordMarker} on posts in which people marked words: logistic regression by AdaGrad, one thread and a
 * fixed order. The threshold is the one with the highest mean F1 of characters on a fifth of the posts, which the model
 * that is used for choosing has not seen.
 */
final class WordMarkerTrainer {
    private static final int EPOCHS = 4;
    private static final float RATE = 0.1f;
    private static final float L2 = 1e-6f;
    private static final float START = 1e-4f;
    private static final int HELD_OUT = 5;
    private static final float[] THRESHOLDS = {-2.5f, -2.2f, -1.9f, -1.6f, -1.3f, -1.0f, -0.7f, -0.4f, -0.1f};

    private final long seed;
    private final float[] weights = new float[1 << WordMarker.BITS];
    private final float[] squares = new float[1 << WordMarker.BITS];
    private float bias;
    private float biasSquare = START;

    private WordMarkerTrainer(long seed) {
        this.seed = seed;
        Arrays.fill(squares, START);
    }

    /** A token: its features, and whether most of it was marked. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares tokens
    private record Token(int[] features, boolean marked) {}

    /** The marker that posts teach; the same posts give the same bytes. */
    static WordMarker train(List<MarkedPost> posts, long seed) {
        List<MarkedPost> most = new ArrayList<>();
        List<MarkedPost> held = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            (i % HELD_OUT == 0 ? held : most).add(posts.get(i));
        }
        WordMarkerTrainer choosing = new WordMarkerTrainer(seed).trained(most);
        float best = THRESHOLDS[0];
        double highest = -1;
        for (float threshold : THRESHOLDS) {
            double f1 = f1(choosing.quantised(threshold), held);
            if (f1 > highest) {
                highest = f1;
                best = threshold;
            }
        }
        return new WordMarkerTrainer(seed).trained(posts).quantised(best);
    }

    private WordMarkerTrainer trained(List<MarkedPost> posts) {
        List<Token> tokens = new ArrayList<>();
        Folder folder = new Folder();
        int[] features = new int[WordMarker.mostFeatures()];
        for (MarkedPost post : posts) {
            FoldedText text = folder.fold(post.text());
            for (int token = 0; token < text.tokenCount; token++) {
                int count = WordMarker.features(text, token, features);
                tokens.add(new Token(Arrays.copyOf(features, count), marked(text.tokenSpan(token, token), post)));
            }
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Random random = new Random(seed * 31 + epoch);
            for (int i = tokens.size() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                Token swapped = tokens.get(i);
                tokens.set(i, tokens.get(j));
                tokens.set(j, swapped);
            }
            tokens.forEach(this::step);
        }
        return this;
    }

    private static boolean marked(Span token, MarkedPost post) {
        int covered = 0;
        for (Span span : post.spans()) {
            covered += Math.max(0, Math.min(span.end(), token.end()) - Math.max(span.start(), token.start()));
        }
        return 2 * covered > token.end() - token.start();
    }

    private void step(Token token) {
        float norm = WordMarker.norm(token.features().length);
        float sum = 0;
        for (int feature : token.features()) {
            sum += weights[feature];
        }
        float gradient = LinearTrainer.logistic(bias + norm * sum) - (token.marked() ? 1 : 0);
        biasSquare += gradient * gradient;
        bias -= RATE * gradient / (float) Math.sqrt(biasSquare);
        for (int feature : token.features()) {
            float g = gradient * norm + L2 * weights[feature];
            squares[feature] += g * g;
            weights[feature] -= RATE * g / (float) Math.sqrt(squares[feature]);
        }
    }

    private WordMarker quantised(float threshold) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        float scale = largest == 0 ? 1 : largest / Byte.MAX_VALUE;
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / scale);
        }
        return new WordMarker(bytes, scale, bias - threshold);
    }

    /** Mean F1 of the characters of marked tokens; 1 where both sides mark nothing. */
    private static double f1(WordMarker marker, List<MarkedPost> posts) {
        Folder folder = new Folder();
        double sum = 0;
        for (MarkedPost post : posts) {
            List<Span> shown = marker.mark(folder.fold(post.text()));
            int both = 0;
            for (Span a : shown) {
                for (Span b : post.spans()) {
                    both += Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.start(), b.start()));
                }
            }
            int all = length(shown) + length(post.spans());
            sum += all == 0 ? 1 : 2.0 * both / all;
        }
        return sum / posts.size();
    }

    private static int length(List<Span> spans) {
        return spans.stream().mapToInt(span -> span.end() - span.start()).sum();
    }
}
