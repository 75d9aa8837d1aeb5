package dev.sluice.app.http.perspective;

import dev.sluice.classifiers.Assessment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where suggested scores go. */
public interface Suggestions {
    /** Takes one; false where it is not known to be kept. */
    boolean take(Suggestion suggestion);

    /**
     * What a person says that scores should be.
     *
     * @param caller id of the key that it came with
     * @param community the community; null where none was named
     * @param text the comment; to be hashed, not kept
     * @param scores by attribute
     * @param assessment what we find
     */
    record Suggestion(
            String caller,
            @Nullable String community,
            String text,
            Map<Attribute, Double> scores,
            Assessment assessment) {
        /** Copies the scores. */
        public Suggestion {
            scores = Map.copyOf(scores);
        }

        /** Leaves the text out. */
        @Override
        public String toString() {
            return "Suggestion[" + caller + ", " + scores + "]";
        }
    }
}
