package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Category;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts minimal pairs: groups of posts that differ in little and have different labels. */
final class PairTally {
    private final Map<Category, Map<String, Group>> groups = new EnumMap<>(Category.class);

    private static final class Group {
        boolean positive;
        boolean negative;
        boolean wrong;
    }

    /**
     * Notes one member.
     *
     * @param pair id of its pair, unique over files
     */
    void add(Category category, String pair, boolean label, boolean called) {
        Group group = groups.computeIfAbsent(category, c -> new HashMap<>()).computeIfAbsent(pair, p -> new Group());
        group.positive |= label;
        group.negative |= !label;
        group.wrong |= label != called;
    }

    /** For each category whose labels differ within some pair: the pairs, and the share whose members are all right. */
    Map<Category, PairFigures> figures() {
        Map<Category, PairFigures> result = new EnumMap<>(Category.class);
        groups.forEach((category, byPair) -> {
            int pairs = 0;
            int right = 0;
            for (Group group : byPair.values()) {
                if (group.positive && group.negative) {
                    pairs++;
                    right += group.wrong ? 0 : 1;
                }
            }
            if (pairs > 0) {
                result.put(category, new PairFigures(pairs, right / (double) pairs));
            }
        });
        return result;
    }
}
