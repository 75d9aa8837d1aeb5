package dev.sluice.classifiers.training;

import dev.sluice.classifiers.evaluation.Ranking;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.scoring.ReferenceStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** For each post the logits of a model that was trained without the fold to which the post belongs. */
final class HeldOut {
    private final List<Example> examples;
    private final float[][] logits;

    private HeldOut(List<Example> examples, float[][] logits) {
        this.examples = examples;
        this.logits = logits;
    }

    /** Trains one model per fold; folds run beside each other and do not depend on each other. */
    static HeldOut of(Examples all, TrainingSettings settings, Steps steps) {
        List<Example> examples = all.list();
        float[][] logits = new float[examples.size()][LinearModel.LABEL_COUNT];
        IntStream.range(0, settings.folds()).parallel().forEach(fold -> {
            List<Example> others = Stream.concat(examples.stream(), all.variants().stream())
                    .filter(example -> example.fold() != fold)
                    .toList();
            LinearTrainer trainer = new LinearTrainer(settings, all.sourceCount());
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                trainer.epoch(others, epoch);
                steps.done();
            }
            for (int i = 0; i < examples.size(); i++) {
                if (examples.get(i).fold() == fold) {
                    trainer.logits(examples.get(i).features(), logits[i]);
                }
            }
        });
        return new HeldOut(examples, logits);
    }

    /** The numbers of the posts that are annotated for a label. */
    int[] annotated(int label) {
        return IntStream.range(0, examples.size())
                .filter(i -> examples.get(i).labels()[label] >= 0)
                .toArray();
    }

    /** How many posts there are. */
    int size() {
        return examples.size();
    }

    /** How many posts are of a label. */
    int positives(int label) {
        return (int) examples.stream()
                .filter(example -> example.labels()[label] == 1)
                .count();
    }

    /** The logit of a post for a label. */
    float logit(int post, int label) {
        return logits[post][label];
    }

    /** Whether a post is of a label. */
    boolean positive(int post, int label) {
        return examples.get(post).labels()[label] == 1;
    }

    /** How much a post counts for a label. */
    float weight(int post, int label) {
        return examples.get(post).weights()[label];
    }

    /** The posts annotated for a label, ranked by logit. */
    Ranking ranking(int label) {
        int[] posts = annotated(label);
        float[] scores = new float[posts.length];
        boolean[] labels = new boolean[posts.length];
        for (int i = 0; i < posts.length; i++) {
            scores[i] = logit(posts[i], label);
            labels[i] = positive(posts[i], label);
        }
        return new Ranking(scores, labels);
    }

    /**
     * The posts annotated for a label as points of a fit whose inputs are the logit and 1, at the reference's base
     * rate.
     */
    PlattFit.Points points(int label) {
        int[] posts = annotated(label);
        double[][] inputs = new double[posts.length][];
        boolean[] labels = new boolean[posts.length];
        double[] weights = new double[posts.length];
        for (int i = 0; i < posts.length; i++) {
            inputs[i] = new double[] {logit(posts[i], label), 1};
            labels[i] = positive(posts[i], label);
            weights[i] = weight(posts[i], label);
        }
        double[] factors = ReferenceStream.factors(LinearModel.LABELS.get(label), labels, weights);
        for (int i = 0; i < posts.length; i++) {
            weights[i] *= factors[labels[i] ? 1 : 0];
        }
        return new PlattFit.Points(inputs, new double[posts.length], labels, weights);
    }

    /** The logit from which on calling a post positive gives the highest F1, at the reference's base rate. */
    float bestThreshold(int label) {
        PlattFit.Points points = points(label);
        Integer[] order = new Integer[points.labels().length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -points.inputs()[i][0]));
        double positives = 0;
        for (int i = 0; i < order.length; i++) {
            positives += points.labels()[i] ? points.weights()[i] : 0;
        }
        double found = 0;
        double called = 0;
        double best = -1;
        float threshold = 0;
        for (int i : order) {
            called += points.weights()[i];
            found += points.labels()[i] ? points.weights()[i] : 0;
            double f1 = 2 * found / (called + positives);
            if (f1 > best) {
                best = f1;
                threshold = (float) points.inputs()[i][0];
            }
        }
        return threshold;
    }
}
