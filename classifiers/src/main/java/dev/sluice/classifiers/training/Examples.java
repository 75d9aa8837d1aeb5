package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.NgramFeatures;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Turns posts into examples: features, balanced weights, folds. */
final class Examples {
    /** How far each source's positives and negatives are balanced: 0 not at all, 1 wholly. */
    private static final double BALANCE = 0.5;

    private static final double MOST_BALANCE = 4;

    /** A label of which a source has one value alone says more about the source than about the post. */
    private static final double ONE_SIDED = 0.5;

    private final TreeMap<String, Integer> sources = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();

    private Examples() {}

    /** The examples of the posts of one language, in the same order. */
    static Examples of(List<LabelledPost> posts, Corpus corpus, int folds) {
        Examples result = new Examples();
        posts.forEach(post -> result.sources.put(post.source(), 0));
        int number = 0;
        for (String source : List.copyOf(result.sources.keySet())) {
            result.sources.put(source, number++);
        }
        long[][][] counts = new long[number][LinearModel.LABEL_COUNT][2];
        for (LabelledPost post : posts) {
            byte[] labels = labels(post);
            for (int label = 0; label < labels.length; label++) {
                if (labels[label] >= 0) {
                    counts[result.number(post)][label][labels[label]]++;
                }
            }
        }
        Folder folder = new Folder();
        NgramFeatures features = new NgramFeatures();
        for (LabelledPost post : posts) {
            features.extract(folder.fold(post.text()));
            byte[] labels = labels(post);
            int source = result.number(post);
            float[] weights =
                    weights(labels, counts[source], corpus.source(post).weight());
            result.examples.add(new Example(features.toArray(), labels, weights, source, fold(post, folds)));
        }
        return result;
    }

    private int number(LabelledPost post) {
        Integer number = sources.get(post.source());
        if (number == null) {
            throw new IllegalStateException("source " + post.source() + " was not numbered");
        }
        return number;
    }

    private static byte[] labels(LabelledPost post) {
        byte[] labels = new byte[LinearModel.LABEL_COUNT];
        for (int label = 0; label < labels.length; label++) {
            Category category = LinearModel.LABELS.get(label);
            Boolean value = post.labels().get(category);
            labels[label] = (byte) (value == null ? -1 : value ? 1 : 0);
        }
        return labels;
    }

    private static float[] weights(byte[] labels, long[][] counts, double sourceWeight) {
        float[] weights = new float[labels.length];
        for (int label = 0; label < labels.length; label++) {
            if (labels[label] < 0) {
                continue;
            }
            long same = counts[label][labels[label]];
            long other = counts[label][1 - labels[label]];
            double balance = other == 0
                    ? ONE_SIDED
                    : Math.min(MOST_BALANCE, StrictMath.pow((same + other) / (2.0 * same), BALANCE));
            weights[label] = (float) (sourceWeight * balance);
        }
        return weights;
    }

    /** Posts of a pair fall into the same fold. */
    private static int fold(LabelledPost post, int folds) {
        String pair = post.pair();
        String key = post.source() + " " + (pair == null ? post.id() : pair);
        return Math.floorMod(key.hashCode() * 0x9E3779B1 >>> 8, folds);
    }

    /** The examples, in the order of the posts. */
    List<Example> list() {
        return examples;
    }

    /** How many sources there are. */
    int sourceCount() {
        return sources.size();
    }
}
