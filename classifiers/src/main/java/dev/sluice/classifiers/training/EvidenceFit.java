package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.scoring.Calibration;
import dev.sluice.classifiers.scoring.Evidence;
import dev.sluice.classifiers.scoring.ReferenceStream;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.scoring.WeightSums;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits how much the weights of lexicon, rules and other detectors count beside a linear model that has seen many of
 * the same
 * words: without that a slur would count twice.
 */
final class EvidenceFit {
    /** What a detector's weights count without any data. */
    private static final double PRIOR = 0.5;

    private static final double PULL = 20;

    private final List<Classifier> detectors;
    private final List<LabelledPost> posts;
    private final Predicate<LabelledPost> guides;
    private final List<Map<String, float[]>> sums = new ArrayList<>();

    /**
     * Runs the detectors over the posts that guide the fit.
     *
     * @param guides whether a post is labelled as this project understands the categories; weights were written for
     *     that
     */
    EvidenceFit(List<Classifier> detectors, List<LabelledPost> posts, Predicate<LabelledPost> guides, String language) {
        this.detectors = detectors;
        this.posts = posts;
        this.guides = guides;
        Folder folder = new Folder();
        for (LabelledPost post : posts) {
            if (!guides.test(post)) {
                sums.add(Map.of());
                continue;
            }
            FoldedText text = folder.fold(post.text());
            text.language = language;
            List<Finding> findings = new ArrayList<>();
            detectors.forEach(detector -> findings.addAll(detector.classify(text)));
            sums.add(WeightSums.byDetector(findings));
        }
    }

    /**
     * How the detectors count for each category.
     *
     * @param defamation log-odds of each post's allegation by a model that had not seen it; NaN where there is none
     */
    Map<Category, Evidence> fit(HeldOut heldOut, Map<Category, Calibration> calibrations, float[] defamation) {
        Map<Category, Evidence> result = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            result.put(category, evidence(points(category, heldOut, calibrations.get(category), defamation)));
        }
        return result;
    }

    /** The posts annotated for a category and in which a detector found something. */
    private PlattFit.Points points(
            Category category, HeldOut heldOut, @Nullable Calibration calibration, float[] defamation) {
        int label = LinearModel.LABELS.indexOf(category);
        int[] annotated = IntStream.range(0, posts.size())
                .filter(i -> posts.get(i).labels().containsKey(category) && guides.test(posts.get(i)))
                .toArray();
        boolean[] labels = new boolean[annotated.length];
        double[] weights = new double[annotated.length];
        for (int k = 0; k < annotated.length; k++) {
            labels[k] = Boolean.TRUE.equals(posts.get(annotated[k]).labels().get(category));
            weights[k] = label < 0 ? 1 : heldOut.weight(annotated[k], label);
        }
        double[] factors = ReferenceStream.factors(category, labels, weights);
        double[] offsets = new double[annotated.length];
        double[][] inputs = new double[annotated.length][];
        for (int k = 0; k < annotated.length; k++) {
            offsets[k] = calibration == null
                    ? alone(category, defamation[annotated[k]])
                    : calibration.logOdds(heldOut.logit(annotated[k], label));
            inputs[k] = inputs(annotated[k], category);
            weights[k] *= sums.get(annotated[k]).isEmpty() ? 0 : factors[labels[k] ? 1 : 0];
        }
        return new PlattFit.Points(inputs, offsets, labels, weights);
    }

    private static double alone(Category category, float defamation) {
        boolean known = category == Category.DEFAMATION && !Float.isNaN(defamation);
        return known ? Math.max(RiskModel.NOTHING_KNOWN, defamation) : RiskModel.NOTHING_KNOWN;
    }

    private double[] inputs(int post, Category category) {
        double[] inputs = new double[detectors.size()];
        for (int d = 0; d < inputs.length; d++) {
            float[] weights = sums.get(post).get(detectors.get(d).id());
            float sum = weights == null ? 0 : weights[category.ordinal()];
            inputs[d] = Math.max(-RiskModel.CAP, Math.min(RiskModel.CAP, sum));
        }
        return inputs;
    }

    private Evidence evidence(PlattFit.Points points) {
        double[] prior = new double[detectors.size()];
        Arrays.fill(prior, PRIOR);
        double[] fitted = PlattFit.fit(points, prior, PULL);
        Map<String, Float> coefficients = new TreeMap<>();
        for (int d = 0; d < fitted.length; d++) {
            coefficients.put(detectors.get(d).id(), (float) Math.max(0, fitted[d]));
        }
        return new Evidence(coefficients, RiskModel.CAP, RiskModel.NOTHING_KNOWN);
    }
}
