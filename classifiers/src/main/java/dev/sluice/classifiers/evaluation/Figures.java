package dev.sluice.classifiers.evaluation;

/**
 * Figures of one label on a set of posts; NaN where a figure does not exist (JSON: null).
 *
 * @param posts how many annotated posts were scored
 * @param positives how many of them are of the label
 * @param auc area under the ROC curve
 * @param averagePrecision area under the precision-recall curve
 * @param f1 F1 at the threshold
 * @param accuracy share that is called right at the threshold
 * @param calledShare share that is called positive at the threshold
 * @param threshold probability from which on a post is called positive; fixed when the model was trained, on posts held
 *     out from the training
 * @param falsePositiveRateAtRecall90 share of negatives called positive where 0.9 of the positives are found
 * @param calibration reliability with every post counted once: it shows the set's base rate as much as the model
 * @param reference reliability at the base rate that probabilities are calibrated for
 */
public record Figures(
        int posts,
        int positives,
        double auc,
        double averagePrecision,
        double f1,
        double accuracy,
        double calledShare,
        double threshold,
        double falsePositiveRateAtRecall90,
        Reliability calibration,
        Reliability reference) {
    private static final double RECALL = 0.9;

    /**
     * The figures of a ranking at a threshold.
     *
     * @param baseRate the share of positives for which probabilities are calibrated
     */
    public static Figures of(Ranking ranking, double threshold, double baseRate) {
        boolean ranked = ranking.positives() > 0 && ranking.positives() < ranking.size();
        return new Figures(
                ranking.size(),
                ranking.positives(),
                ranked ? ranking.auc() : Double.NaN,
                ranked ? ranking.averagePrecision() : Double.NaN,
                ranked ? ranking.f1(threshold) : Double.NaN,
                ranking.accuracy(threshold),
                ranking.calledShare(threshold),
                threshold,
                ranking.falsePositiveRateAtRecall(RECALL),
                ranking.reliability(),
                ranking.reliability(baseRate));
    }
}
