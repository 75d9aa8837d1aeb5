package dev.sluice.classifiers;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one detector says about one post: a {@link Signal}, or that it is {@link Unavailable}. */
public sealed interface Finding {
    /** Id of the detector, such as {@code "lexicon"}. */
    String detector();

    /** Version of the detector's data or model. */
    String version();

    /**
     * Something was found.
     *
     * @param category the risk it speaks for
     * @param detector id of the detector
     * @param version version of its data or model
     * @param rule id of the rule or lexicon entry, where the detector has them
     * @param score how strongly it speaks
     * @param spans where in the original text, in order
     * @param explanation one sentence for a reviewer; it must not quote the post
     */
    record Signal(
            Category category,
            String detector,
            String version,
            @Nullable String rule,
            Score score,
            List<Span> spans,
            String explanation)
            implements Finding {
        /** Copies the spans. */
        public Signal {
            spans = List.copyOf(spans);
        }
    }

    /**
     * The detector could not answer; the policy says what that means.
     *
     * @param detector id of the detector
     * @param version version of its data or model
     * @param categories risks that are not covered because of it
     * @param reason why; it must not quote the post
     */
    record Unavailable(String detector, String version, Set<Category> categories, String reason) implements Finding {
        /** Copies the categories. */
        public Unavailable {
            categories = Set.copyOf(categories);
        }
    }

    /** How strongly a signal speaks. */
    sealed interface Score {
        /** A calibrated probability between 0 and 1. */
        record Probability(float value) implements Score {}

        /** An additive weight in log-odds; negative weights speak against the category. */
        record Weight(float value) implements Score {}
    }
}
