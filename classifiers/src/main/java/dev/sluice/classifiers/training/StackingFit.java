package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.scoring.ReferenceStream;
import dev.sluice.classifiers.transformer.Stacking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Fits how the linear model, the transformer and the evidence of other detectors count together for one category, on posts
 * that neither model was trained on.
 *
 * <p>First the factors, each source with an intercept of its own: what its annotators call by another name, and how it was
 * collected, must not move them, since what counts is which post of a stream is worse than another. Then the intercepts
 * are thrown away and the whole is calibrated to the base rate of the reference stream. Nothing counts against its own
 * category: a factor that would be negative is left out and the others fitted again, and evidence counts at most as it
 * does beside the linear model alone. Deterministic.
 */
public final class StackingFit {
    private static final int LINEAR = 0;
    private static final int TRANSFORMER = 1;
    private static final int EVIDENCE = 2;
    private static final int FACTORS = 3;

    /** The factors without any data: the transformer leads. */
    private static final double[] PRIOR = {0.3, 0.7, 0.5};

    private static final double PULL = 1;

    private final Category category;
    private final List<Row> rows;
    private final List<String> sources;
    private final boolean[] used;
    private boolean fullEvidence;

    private StackingFit(Category category, List<Row> rows) {
        this.category = category;
        this.rows = rows;
        this.sources = rows.stream().map(Row::source).distinct().sorted().toList();
        this.used = new boolean[] {varies(LINEAR), true, varies(EVIDENCE)};
    }

    /**
     * A post of the fit.
     *
     * @param source where the post comes from; posts of one source share the meaning of labels
     * @param linearLogit what the first look's model says: {@link dev.sluice.classifiers.FirstLook#logit}
     * @param transformerLogit the transformer's logit
     * @param evidence what the weights of other detectors add to the log-odds beside the linear model
     * @param label whether it is of the category
     * @param weight how much it counts
     */
    public record Row(
            String source, float linearLogit, float transformerLogit, float evidence, boolean label, float weight) {}

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
        StackingFit fit = new StackingFit(category, rows);
        return fit.calibrated(fit.factors());
    }

    private double[] factors() {
        while (true) {
            double[] factors = factorsOfUsed();
            int lowest = LINEAR;
            for (int k = LINEAR; k < FACTORS; k++) {
                lowest = factors[k] < factors[lowest] ? k : lowest;
            }
            if (factors[lowest] < 0) {
                used[lowest] = false;
            } else if (factors[EVIDENCE] > 1) {
                used[EVIDENCE] = false;
                fullEvidence = true;
            } else {
                return factors;
            }
        }
    }

    private double[] factorsOfUsed() {
        List<Integer> columns = new ArrayList<>();
        for (int k = LINEAR; k < FACTORS; k++) {
            if (used[k]) {
                columns.add(k);
            }
        }
        int width = columns.size() + sources.size();
        double[] prior = new double[width];
        for (int c = 0; c < columns.size(); c++) {
            prior[c] = PRIOR[columns.get(c)];
        }
        double[] fitted = PlattFit.fit(
                points(row -> {
                    double[] inputs = new double[width];
                    for (int c = 0; c < columns.size(); c++) {
                        inputs[c] = input(row, columns.get(c));
                    }
                    inputs[columns.size() + sources.indexOf(row.source())] = 1;
                    return inputs;
                }),
                prior,
                PULL);
        double[] factors = new double[FACTORS];
        for (int c = 0; c < columns.size(); c++) {
            factors[columns.get(c)] = fitted[c];
        }
        return factors;
    }

    private Stacking.Coefficients calibrated(double[] factors) {
        double[] scale = PlattFit.fit(
                points(row -> {
                    double sum = 0;
                    for (int k = LINEAR; k < FACTORS; k++) {
                        sum += factors[k] * input(row, k);
                    }
                    return new double[] {sum, 1};
                }),
                new double[] {1, 0},
                PULL);
        return new Stacking.Coefficients(
                scale[0] * factors[LINEAR],
                scale[0] * factors[TRANSFORMER],
                scale[1],
                fullEvidence ? 1 : Math.min(1, scale[0] * factors[EVIDENCE]));
    }

    private PlattFit.Points points(Function<Row, double[]> inputsOf) {
        int n = rows.size();
        double[][] inputs = new double[n][];
        double[] offsets = new double[n];
        boolean[] labels = new boolean[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            Row row = rows.get(i);
            inputs[i] = inputsOf.apply(row);
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
            default -> row.evidence();
        };
    }

    private boolean varies(int column) {
        return rows.stream().anyMatch(row -> input(row, column) != input(rows.get(0), column));
    }
}
