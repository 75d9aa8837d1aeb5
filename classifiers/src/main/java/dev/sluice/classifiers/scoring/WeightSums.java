package dev.sluice.classifiers.scoring;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Finding.Score.Weight;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of the weights that detectors gave, by detector and category. */
public final class WeightSums {
    private WeightSums() {}

    /**
     * Sums the weights.
     *
     * @param findings findings of one text
     * @return detector id to one sum per category, by its ordinal; only detectors that gave a weight, sorted by id
     */
    public static Map<String, float[]> byDetector(List<Finding> findings) {
        Map<String, float[]> sums = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.Signal signal && signal.score() instanceof Weight weight) {
                sums.computeIfAbsent(signal.detector(), id -> new float[Category.values().length])[
                                signal.category().ordinal()] +=
                        weight.value();
            }
        }
        return sums;
    }
}
