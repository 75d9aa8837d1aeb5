package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.scoring.Calibration;
import dev.sluice.classifiers.scoring.Evidence;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.scoring.WeightSums;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits how much the weights of lexicon, rules and other detectors count beside a linear model that has seen many of the same
 * words: without that a slur would count twice.
 */
final class EvidenceFit {
    /** What a detector's weights count without any data. */
    private static final double PRIOR = 0.5;

    private static final double PULL = 20;

    private final List<Classifier> detectors;
    private final List<Map<String, float[]>> sums = new ArrayList<>();

    /** Runs the detectors over all posts. */
    EvidenceFit(List<Classifier> detectors, List<LabelledPost> posts, String language) {
        this.detectors = detectors;
        Folder folder = new Folder();
        for (LabelledPost post : posts) {
            FoldedText text = folder.fold(post.text());
            text.language = new Language(language, 1);
            List<Finding> findings = new ArrayList<>();
            detectors.forEach(detector -> findings.addAll(detector.classify(text)));
            sums.add(WeightSums.byDetector(findings));
        }
    }

    /** How the detectors count for each category. */
    Map<Category, Evidence> fit(HeldOut heldOut, Map<Category, Calibration> calibrations, List<LabelledPost> posts) {
        Map<Category, Evidence> result = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            int label = LinearModel.LABELS.indexOf(category);
            Calibration calibration = calibrations.get(category);
            List<Integer> annotated = new ArrayList<>();
            for (int i = 0; i < posts.size(); i++) {
                if (posts.get(i).labels().containsKey(category) && !sums.get(i).isEmpty()) {
                    annotated.add(i);
                }
            }
            double[] offsets = new double[annotated.size()];
            double[] weights = new double[annotated.size()];
            boolean[] labels = new boolean[annotated.size()];
            double[][] inputs = new double[annotated.size()][];
            for (int k = 0; k < annotated.size(); k++) {
                int i = annotated.get(k);
                offsets[k] = calibration == null || label < 0
                        ? RiskModel.NOTHING_KNOWN
                        : calibration.logOdds(heldOut.logit(i, label));
                weights[k] = label < 0 ? 1 : heldOut.weight(i, label);
                labels[k] = Boolean.TRUE.equals(posts.get(i).labels().get(category));
                inputs[k] = inputs(i, category);
            }
            result.put(category, evidence(new PlattFit.Points(inputs, offsets, labels, weights)));
        }
        return result;
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
        java.util.Arrays.fill(prior, PRIOR);
        double[] fitted = PlattFit.fit(points, prior, PULL);
        Map<String, Float> coefficients = new TreeMap<>();
        for (int d = 0; d < fitted.length; d++) {
            coefficients.put(detectors.get(d).id(), (float) Math.max(0, fitted[d]));
        }
        return new Evidence(coefficients, RiskModel.CAP, RiskModel.NOTHING_KNOWN);
    }
}
