package dev.sluice.classifiers.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Fewer posts where a second look at all of them would take too long. */
final class Sample {
    private Sample() {}

    /** At most so many, evenly over the list, in its order. */
    static <T> List<T> evenly(List<T> posts, int most) {
        if (posts.size() <= most) {
            return posts;
        }
        List<T> kept = new ArrayList<>(most);
        for (int k = 0; k < most; k++) {
            kept.add(posts.get((int) ((long) k * posts.size() / most)));
        }
        return kept;
    }
}
