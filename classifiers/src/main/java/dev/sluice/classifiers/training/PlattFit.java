package dev.sluice.classifiers.training;

import java.util.Arrays;

/**
 * Weighted logistic regression with few parameters by Newton's method, with a quadratic pull towards given values.
 * With a
 * logit as the only input this is Platt's calibration. Deterministic: one thread, StrictMath.
 */
final class PlattFit {
    private static final int STEPS = 50;
    private static final double CONVERGED = 1e-9;
    private static final double LONGEST_STEP = 2;
    private static final int HALVINGS = 30;
    private static final double ROUNDING = 1e-12;

    private PlattFit() {}

    /**
     * Posts to fit to.
     *
     * @param inputs one row per post
     * @param offsets added to the log-odds of each post
     * @param labels whether it is one
     * @param weights how much each post counts
     */
    @SuppressWarnings("ArrayRecordComponent") // a bundle of columns that nobody compares
    record Points(double[][] inputs, double[] offsets, boolean[] labels, double[] weights) {}

    /**
     * Fits {@code P(y = 1) = logistic(offset + sum_j parameter_j * input_j)}.
     *
     * @param points the posts
     * @param prior the parameters without any data
     * @param pull strength of the pull towards the prior
     */
    static double[] fit(Points points, double[] prior, double pull) {
        double[] parameters = prior.clone();
        int n = parameters.length;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[n];
            double[][] hessian = new double[n][n];
            for (int j = 0; j < n; j++) {
                gradient[j] = pull * (parameters[j] - prior[j]);
                hessian[j][j] = pull;
            }
            for (int i = 0; i < points.inputs().length; i++) {
                accumulate(points, i, parameters, gradient, hessian);
            }
            double[] change = solve(hessian, gradient);
            double size = 0;
            for (int j = 0; j < n; j++) {
                change[j] = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, change[j]));
                size = Math.max(size, Math.abs(change[j]));
            }
            parameters = stepped(points, prior, pull, parameters, change);
            if (size < CONVERGED) {
                break;
            }
        }
        return parameters;
    }

    /** The step, halved until it makes nothing worse: a whole one may jump over the minimum, there and back for ever. */
    private static double[] stepped(Points points, double[] prior, double pull, double[] parameters, double[] change) {
        double before = loss(points, prior, pull, parameters);
        double[] after = parameters.clone();
        double share = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            for (int j = 0; j < after.length; j++) {
                after[j] = parameters[j] - share * change[j];
            }
            if (loss(points, prior, pull, after) <= before + ROUNDING * Math.abs(before)) {
                break;
            }
            share /= 2;
        }
        return after;
    }

    private static double loss(Points points, double[] prior, double pull, double[] parameters) {
        double loss = 0;
        for (int j = 0; j < parameters.length; j++) {
            double away = parameters[j] - prior[j];
            loss += pull * away * away / 2;
        }
        for (int i = 0; i < points.inputs().length; i++) {
            double z = logOdds(points, i, parameters);
            double towardsLabel = points.labels()[i] ? -z : z;
            loss += points.weights()[i] * (Math.max(0, towardsLabel) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))));
        }
        return loss;
    }

    private static double logOdds(Points points, int i, double[] parameters) {
        double[] x = points.inputs()[i];
        double z = points.offsets()[i];
        for (int j = 0; j < x.length; j++) {
            z += parameters[j] * x[j];
        }
        return z;
    }

    private static void accumulate(Points points, int i, double[] parameters, double[] gradient, double[][] hessian) {
        double[] x = points.inputs()[i];
        double z = logOdds(points, i, parameters);
        double p = 1 / (1 + StrictMath.exp(-z));
        double error = points.weights()[i] * (p - (points.labels()[i] ? 1 : 0));
        double curvature = points.weights()[i] * Math.max(1e-9, p * (1 - p));
        for (int j = 0; j < x.length; j++) {
            gradient[j] += error * x[j];
            for (int k = 0; k < x.length; k++) {
                hessian[j][k] += curvature * x[j] * x[k];
            }
        }
    }

    /** Gauss elimination with the largest pivot; the matrix is positive definite. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[] x = Arrays.copyOf(right, n);
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] swapped = matrix[column];
            matrix[column] = matrix[pivot];
            matrix[pivot] = swapped;
            double value = x[column];
            x[column] = x[pivot];
            x[pivot] = value;
            for (int row = column + 1; row < n; row++) {
                double factor = matrix[row][column] / matrix[column][column];
                for (int k = column; k < n; k++) {
                    matrix[row][k] -= factor * matrix[column][k];
                }
                x[row] -= factor * x[column];
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int k = row + 1; k < n; k++) {
                x[row] -= matrix[row][k] * x[k];
            }
            x[row] /= matrix[row][row];
        }
        return x;
    }
}
