package dev.sluice.tuning;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import java.util.List;
import java.util.Map;

/**
 * A post as the encoder learns from it or is judged by it.
 *
 * @param text what was posted, cleaned
 * @param source number of its source
 * @param labels for each category 1, 0, or NaN where nobody annotated it
 * @param weights for each category how much the post counts; 0 where nobody annotated it
 */
record Row(String text, int source, List<Float> labels, List<Float> weights) {
    /** The categories, in the order of logits. */
    static final List<Category> CATEGORIES = List.of(
            Category.ABUSE, Category.INSULT, Category.THREAT, Category.PROFANITY, Category.HATE, Category.DEFAMATION);

    /** Refuses a weight for a label that is not there. */
    Row {
        labels = List.copyOf(labels);
        weights = List.copyOf(weights);
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).isNaN() && weights.get(i) != 0) {
                throw new IllegalArgumentException("label " + CATEGORIES.get(i).id() + " is missing but has weight");
            }
        }
    }

    /** The labels of a post. */
    static List<Float> labels(LabelledPost post) {
        Map<Category, Boolean> given = post.labels();
        return CATEGORIES.stream()
                .map(category -> given.get(category))
                .map(value -> value == null ? Float.NaN : value ? 1f : 0f)
                .toList();
    }

    /** The same post in other words, counting another time as much. */
    Row as(String otherText, float times) {
        return new Row(
                otherText,
                source,
                labels,
                weights.stream().map(weight -> weight * times).toList());
    }

    /** Says how long the text is, not what it says. */
    @Override
    public String toString() {
        return "Row[" + text.length() + " characters, source " + source + "]";
    }
}
