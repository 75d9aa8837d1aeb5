package dev.sluice.app.outcomes;

import dev.sluice.schemas.Risk;
import java.util.List;

/** The probabilities of a post by category. */
final class RiskValues {
    /** Every category, as names of counts and keys of JSON have it. */
    static final List<String> CATEGORIES = List.of("abuse", "insult", "threat", "profanity", "hate", "defamation");

    private RiskValues() {}

    /**
     * The probability of a category.
     *
     * @throws IllegalArgumentException naming the category and those allowed
     */
    static float of(Risk risk, String category) {
        return switch (category) {
            case "abuse" -> risk.getAbuse();
            case "insult" -> risk.getInsult();
            case "threat" -> risk.getThreat();
            case "profanity" -> risk.getProfanity();
            case "hate" -> risk.getHate();
            case "defamation" -> risk.getDefamation();
            default ->
                throw new IllegalArgumentException(
                        "category '" + category + "' is unknown; allowed: " + String.join(", ", CATEGORIES));
        };
    }
}
