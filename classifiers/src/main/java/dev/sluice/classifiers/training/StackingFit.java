package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.scoring.ReferenceStream;
import dev.sluice.classifiers.transformer.Stacking;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits how the linear model, the transformer and the evidence of other detectors count together for one category, on posts
 * that neither model was trained on. Nothing counts against its own category: a factor that would be negative is left out
 * and the others fitted again, and evidence counts at most as it does beside the linear model alone. Deterministic.
 */
public final class StackingFit {
    private static final int LINEAR = 0;
    private static final int TRANSFORMER = 1;
    private static final int EVIDENCE = 2;
    private static final int INTERCEPT = 3;

    /** The factors without any data: the transformer leads. */
    private static final double[] PRIOR = {0.3, 0.7, 0.5, 0};

    private static final double PULL = 1;

    private StackingFit() {}

    /**
     * A post of the fit.
     *
     * @param linearLogit what the first look's model says: {@link dev.sluice.classifiers.FirstLook#logit}
     * @param transformerLogit the transformer's logit
     * @param evidence what the weights of other detectors add to the log-odds beside the linear model
     * @param label whether it is of the category
     * @param weight how much it counts
     */
    public record Row(float linearLogit, float transformerLogit, float evidence, boolean label, float weight) {}

    /**
     * The factors of a category, calibrated to the base rate of the reference stream.
     *
     * @throws IllegalArgumentException if there are no positive or no negative posts to fit to
     */
    public static Stacking.Coefficients fit(Category category, List<Row> rows) {
        long positives = rows.stream().filter(Row::label).count();
        if (positives == 0 || positives == rows.size()) {
            throw new IllegalArgumentException("stacking of '" + category.id() + "': " + positives + " of "
                    + rows.size() + " posts are positive; there must be some of both sorts");
        }
        boolean[] used = {varies(rows, LINEAR), true, varies(rows, EVIDENCE), true};
        boolean fullEvidence = false;
        while (true) {
            double[] factors = fit(category, rows, used, fullEvidence);
            int lowest = LINEAR;
            for (int k = LINEAR; k <= EVIDENCE; k++) {
                lowest = factors[k] < factors[lowest] ? k : lowest;
            }
            if (factors[lowest] < 0) {
                used[lowest] = false;
            } else if (factors[EVIDENCE] > 1) {
                used[EVIDENCE] = false;
                fullEvidence = true;
            } else {
                return new Stacking.Coefficients(
                        factors[LINEAR],
                        factors[TRANSFORMER],
                        factors[INTERCEPT],
                        fullEvidence ? 1 : factors[EVIDENCE]);
            }
        }
    }

    private static double[] fit(Category category, List<Row> rows, boolean[] used, boolean fullEvidence) {
        List<Integer> columns = new ArrayList<>();
        for (int k = LINEAR; k <= INTERCEPT; k++) {
            if (used[k]) {
                columns.add(k);
            }
        }
        double[] prior = columns.stream().mapToDouble(k -> PRIOR[k]).toArray();
        double[] fitted = PlattFit.fit(points(category, rows, columns, fullEvidence), prior, PULL);
        double[] factors = new double[PRIOR.length];
        for (int i = 0; i < fitted.length; i++) {
            factors[columns.get(i)] = fitted[i];
        }
        return factors;
    }

    private static PlattFit.Points points(
            Category category, List<Row> rows, List<Integer> columns, boolean fullEvidence) {
        int n = rows.size();
        double[][] inputs = new double[n][];
        double[] offsets = new double[n];
        boolean[] labels = new boolean[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            Row row = rows.get(i);
            inputs[i] = columns.stream().mapToDouble(k -> input(row, k)).toArray();
            offsets[i] = fullEvidence ? row.evidence() : 0;
            labels[i] = row.label();
            weights[i] = row.weight();
        }
        double[] factors = ReferenceStream.factors(category, labels, weights);
        for (int i = 0; i < n; i++) {
            weights[i] *= factors[labels[i] ? 1 : 0];
        }
        return new PlattFit.Points(inputs, offsets, labels, weights);
    }

    private static double input(Row row, int column) {
        return switch (column) {
            case LINEAR -> row.linearLogit();
            case TRANSFORMER -> row.transformerLogit();
            case EVIDENCE -> row.evidence();
            default -> 1;
        };
    }

    private static boolean varies(List<Row> rows, int column) {
        return rows.stream().anyMatch(row -> input(row, column) != input(rows.get(0), column));
    }
}
