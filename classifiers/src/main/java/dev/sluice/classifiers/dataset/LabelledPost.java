package dev.sluice.classifiers.dataset;

import dev.sluice.classifiers.Category;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post and what annotators said about it.
 *
 * @param id id within its source; empty where the line has none
 * @param text the post
 * @param labels whether it is of the category; a category that nobody annotated is absent
 * @param source the data set that it comes from; empty where the line has none
 * @param split {@code train}, {@code dev} or another name; empty where the line has none
 * @param language BCP 47 primary tag, where the line has one
 * @param kind what the post tests, where the line says so
 * @param pair id of the group of minimal pairs that it belongs to, if any; such posts are never told apart by a split
 * @param targets groups or persons that it is about
 */
public record LabelledPost(
        String id,
        String text,
        Map<Category, Boolean> labels,
        String source,
        String split,
        @Nullable String language,
        @Nullable String kind,
        @Nullable String pair,
        List<String> targets) {
    /** Copies the labels and the targets. */
    public LabelledPost {
        // A copy in the order of the enum: the order of Map.copyOf differs between runs.
        labels = labels.isEmpty() ? Map.of() : new EnumMap<>(labels);
        targets = List.copyOf(targets);
    }

    /** This post with other labels. */
    public LabelledPost withLabels(Map<Category, Boolean> other) {
        return new LabelledPost(id, text, other, source, split, language, kind, pair, targets);
    }

    /** This post with another text. */
    public LabelledPost withText(String other) {
        return new LabelledPost(id, other, labels, source, split, language, kind, pair, targets);
    }

    /** Prints id, source and length, never text. */
    @Override
    public String toString() {
        return "LabelledPost[" + source + " " + id + ", " + text.length() + " characters, " + labels + "]";
    }
}
