package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.scoring.ReferenceStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects probabilities and true labels of a group of posts. */
final class Tally {
    private final Map<Category, List<Float>> scores = new EnumMap<>(Category.class);
    private final Map<Category, List<Boolean>> labels = new EnumMap<>(Category.class);

    void add(Category category, float score, boolean label) {
        scores.computeIfAbsent(category, c -> new ArrayList<>()).add(score);
        labels.computeIfAbsent(category, c -> new ArrayList<>()).add(label);
    }

    Map<Category, Figures> figures(ToDoubleFunction<Category> thresholds) {
        Map<Category, Figures> result = new EnumMap<>(Category.class);
        scores.forEach((category, values) -> {
            List<Boolean> truths = labels.getOrDefault(category, List.of());
            float[] scored = new float[values.size()];
            boolean[] truth = new boolean[values.size()];
            for (int i = 0; i < scored.length; i++) {
                scored[i] = values.get(i);
                truth[i] = truths.get(i);
            }
            result.put(
                    category,
                    Figures.of(
                            new Ranking(scored, truth),
                            thresholds.applyAsDouble(category),
                            ReferenceStream.rate(category)));
        });
        return result;
    }
}
