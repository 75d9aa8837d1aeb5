package dev.sluice.tuning;

import java.util.Map;
import java.util.TreeMap;

/** Pearson's correlation of two models' logits. */
final class Correlation {
    private Correlation() {}

    static Map<String, Double> byCategory(float[][] left, float[][] right) {
        Map<String, Double> result = new TreeMap<>();
        for (int category = 0; category < left[0].length; category++) {
            double value = pearson(left, right, category);
            result.put(Row.CATEGORIES.get(category).id(), Math.round(value * 10_000) / 10_000.0);
        }
        return result;
    }

    private static double pearson(float[][] left, float[][] right, int column) {
        double meanLeft = 0;
        double meanRight = 0;
        for (int i = 0; i < left.length; i++) {
            meanLeft += left[i][column] / left.length;
            meanRight += right[i][column] / left.length;
        }
        double product = 0;
        double squareLeft = 0;
        double squareRight = 0;
        for (int i = 0; i < left.length; i++) {
            double a = left[i][column] - meanLeft;
            double b = right[i][column] - meanRight;
            product += a * b;
            squareLeft += a * a;
            squareRight += b * b;
        }
        return product / Math.sqrt(squareLeft * squareRight);
    }
}
