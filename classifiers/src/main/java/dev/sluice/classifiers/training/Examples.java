package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.NgramFeatures;
import dev.sluice.classifiers.targets.IdentityWords;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Turns posts into examples: features, balanced weights, folds, and copies that name other groups. */
final class Examples {
    /** How far each source's positives and negatives are balanced: 0 not at all, 1 wholly. */
    private static final double BALANCE = 0.5;

    private static final double MOST_BALANCE = 4;

    /** A label of which a source has one value alone says more about the source than about the post. */
    private static final double ONE_SIDED = 0.5;

    /** Copies of a post with other groups; of this project's own posts there are more, since their labels are surest. */
    private static final int EXCHANGED = 1;

    private static final int EXCHANGED_OF_OWN = 3;
    private static final double EXCHANGED_WEIGHT = 0.5;

    /** Copies of a harmless post in which somebody is of a group. */
    private static final int NAMED = 3;

    private static final double NAMED_WEIGHT = 0.7;

    private static final long VARIANT_SEED = 20_261_102;

    private final TreeMap<String, Integer> sources = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private final List<Example> variants = new ArrayList<>();

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
        Maker maker = new Maker(result, counts, corpus, folds);
        for (LabelledPost post : posts) {
            result.examples.add(maker.example(post, 1));
        }
        result.addVariants(posts, corpus, maker);
        return result;
    }

    /** Copies of posts that name other groups; each lies in the fold of its original. */
    private void addVariants(List<LabelledPost> posts, Corpus corpus, Maker maker) {
        IdentityVariants identities = new IdentityVariants(IdentityWords.shipped());
        Random random = new Random(VARIANT_SEED);
        for (LabelledPost post : posts) {
            SourceCatalogue.Source source = corpus.source(post);
            if (!corpus.language(post).equals("en")) {
                continue;
            }
            int copies = source.background() ? 0 : source.guides() ? EXCHANGED_OF_OWN : EXCHANGED;
            identities
                    .exchanged(post, copies, random)
                    .forEach(variant -> variants.add(maker.example(variant, EXCHANGED_WEIGHT)));
            boolean harmless = Boolean.FALSE.equals(post.labels().get(Category.ABUSE));
            if (harmless && (source.background() || source.guides())) {
                identities
                        .named(post, NAMED, random)
                        .forEach(variant -> variants.add(maker.example(variant, NAMED_WEIGHT)));
            }
        }
    }

    /** Turns posts into examples. */
    private static final class Maker {
        private final Examples examples;
        private final long[][][] counts;
        private final Corpus corpus;
        private final int folds;
        private final Folder folder = new Folder();
        private final NgramFeatures features = new NgramFeatures();

        Maker(Examples examples, long[][][] counts, Corpus corpus, int folds) {
            this.examples = examples;
            this.counts = counts;
            this.corpus = corpus;
            this.folds = folds;
        }

        Example example(LabelledPost post, double factor) {
            features.extract(folder.fold(post.text()));
            byte[] labels = labels(post);
            int source = examples.number(post);
            float[] weights =
                    weights(labels, counts[source], factor * corpus.source(post).weight());
            return new Example(features.toArray(), labels, weights, source, fold(post, folds));
        }
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

    /** Copies of the posts that name other groups: to train on, not to calibrate on. */
    List<Example> variants() {
        return variants;
    }

    /** How many sources there are. */
    int sourceCount() {
        return sources.size();
    }
}
