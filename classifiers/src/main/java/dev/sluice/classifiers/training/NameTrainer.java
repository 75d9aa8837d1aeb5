package dev.sluice.classifiers.training;

import dev.sluice.classifiers.names.Labelling;
import dev.sluice.classifiers.names.NameFeatures;
import dev.sluice.classifiers.names.NameModel;
import dev.sluice.classifiers.names.Sentences;
import dev.sluice.classifiers.names.WordForms;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the name finder: an averaged structured perceptron (Collins, "Discriminative Training Methods for Hidden
 * Markov Models", 2002) with integer weights, so that the same posts give the same bytes on every platform.
 */
final class NameTrainer {
    private static final int BITS = 17;
    private static final int EPOCHS = 12;

    /** Features that were seen less often say nothing of other posts. */
    private static final int CUTOFF = 3;

    /**
     * How far a token of a name must be told from others while training: a subject that is not seen is worse than one too
     * many, and names are rare.
     */
    private static final int MARGIN = 100;

    private final long seed;

    private final int[] weights = new int[Labelling.LABELS << BITS];
    private final long[] totals = new long[Labelling.LABELS << BITS];
    private final int[] transitions = new int[Labelling.TRANSITIONS];
    private final long[] transitionTotals = new long[Labelling.TRANSITIONS];
    private long step = 1;

    NameTrainer(long seed) {
        this.seed = seed;
    }

    @SuppressWarnings("ArrayRecordComponent") // a bundle of columns that nobody compares
    private record Sequence(int[][] features, byte[] labels) {}

    /** Counts how words are written in the posts. */
    static WordForms forms(List<String> posts) {
        int[] capitals = new int[1 << WordForms.BITS];
        int[] small = new int[1 << WordForms.BITS];
        Folder folder = new Folder();
        for (String post : posts) {
            FoldedText text = folder.fold(post);
            Sentences sentences = new Sentences(text);
            for (int token = 0; token < text.tokenCount; token++) {
                if (!sentences.initial(token)) {
                    (sentences.capital(token) ? capitals : small)[WordForms.bucket(text.tokenHashes[token])]++;
                }
            }
        }
        byte[] classes = new byte[1 << WordForms.BITS];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = WordForms.classOf(capitals[i], small[i]);
        }
        return new WordForms(classes);
    }

    /** Trains on posts whose names are marked. */
    NameModel train(List<NamedPosts.Named> posts, WordForms forms) {
        List<Sequence> sequences = new ArrayList<>(posts.size());
        Folder folder = new Folder();
        for (NamedPosts.Named post : posts) {
            sequences.add(sequence(folder.fold(post.text()), post.names(), forms));
        }
        cut(sequences);
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[sequences.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int i : order) {
                learn(sequences.get(i));
            }
        }
        return quantised(forms);
    }

    /** Drops rare features. */
    private static void cut(List<Sequence> sequences) {
        int[] seen = new int[1 << BITS];
        for (Sequence sequence : sequences) {
            for (int[] token : sequence.features()) {
                for (int feature : token) {
                    seen[feature >>> Integer.SIZE - BITS]++;
                }
            }
        }
        for (Sequence sequence : sequences) {
            for (int token = 0; token < sequence.features().length; token++) {
                sequence.features()[token] = Arrays.stream(sequence.features()[token])
                        .filter(feature -> seen[feature >>> Integer.SIZE - BITS] >= CUTOFF)
                        .toArray();
            }
        }
    }

    private static Sequence sequence(FoldedText text, List<int[]> names, WordForms forms) {
        NameFeatures extractor = new NameFeatures(text, new Sentences(text), forms);
        int[][] features = new int[text.tokenCount][];
        for (int token = 0; token < features.length; token++) {
            int count = extractor.extract(token);
            features[token] = Arrays.copyOf(extractor.hashes(), count);
        }
        return new Sequence(features, labels(text, names));
    }

    /** The label of every token, from the code-point ranges of the names. */
    static byte[] labels(FoldedText text, List<int[]> names) {
        byte[] labels = new byte[text.tokenCount];
        for (int[] name : names) {
            boolean further = false;
            for (int token = 0; token < labels.length; token++) {
                boolean inside = text.starts[text.tokenStarts[token]] < name[1]
                        && text.ends[text.tokenEnds[token] - 1] > name[0];
                if (inside) {
                    labels[token] = (byte) (further ? Labelling.FURTHER : Labelling.FIRST);
                    further = true;
                }
            }
        }
        return labels;
    }

    private void learn(Sequence sequence) {
        byte[] found = Labelling.best(
                sequence.labels().length,
                (token, scores) -> {
                    emissions(sequence.features()[token], scores);
                    scores[Labelling.OUTSIDE] += sequence.labels()[token] == Labelling.OUTSIDE ? 0 : MARGIN;
                },
                transitions);
        step++;
        int before = Labelling.LABELS;
        int foundBefore = Labelling.LABELS;
        for (int token = 0; token < found.length; token++) {
            int right = sequence.labels()[token];
            int wrong = found[token];
            if (right != wrong) {
                for (int feature : sequence.features()[token]) {
                    int at = (feature >>> Integer.SIZE - BITS) * Labelling.LABELS;
                    change(weights, totals, at + right, 1);
                    change(weights, totals, at + wrong, -1);
                }
            }
            if (right != wrong || before != foundBefore) {
                change(transitions, transitionTotals, before * Labelling.LABELS + right, 1);
                change(transitions, transitionTotals, foundBefore * Labelling.LABELS + wrong, -1);
            }
            before = right;
            foundBefore = wrong;
        }
    }

    private void change(int[] values, long[] sums, int at, int by) {
        values[at] += by;
        sums[at] += by * step;
    }

    private void emissions(int[] features, int[] scores) {
        Arrays.fill(scores, 0);
        for (int feature : features) {
            int at = (feature >>> Integer.SIZE - BITS) * Labelling.LABELS;
            for (int label = 0; label < Labelling.LABELS; label++) {
                scores[label] += weights[at + label];
            }
        }
    }

    /** The average of the weights over all steps, in 16 bits. */
    private NameModel quantised(WordForms forms) {
        double largest = 1e-9;
        for (int i = 0; i < weights.length; i++) {
            largest = Math.max(largest, Math.abs(average(weights, totals, i)));
        }
        double scale = Short.MAX_VALUE / largest;
        short[] table = new short[weights.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = (short) Math.round(average(weights, totals, i) * scale);
        }
        int[] after = new int[transitions.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = (int) Math.round(average(transitions, transitionTotals, i) * scale);
        }
        return new NameModel(BITS, table, after, forms);
    }

    private double average(int[] values, long[] sums, int at) {
        return values[at] - (double) sums[at] / step;
    }
}
