package dev.sluice.classifiers;

/**
 * One calibrated probability per category, each between 0 and 1.
 *
 * @param abuse abuse of any kind
 * @param insult insult aimed at somebody
 * @param threat threat of harm
 * @param profanity obscene words
 * @param hate attack on people for a protected characteristic
 * @param defamation damaging factual allegation about an identifiable subject
 */
public record RiskScores(float abuse, float insult, float threat, float profanity, float hate, float defamation) {
    /** No risk at all: what an empty text gets. */
    public static final RiskScores NONE = new RiskScores(0, 0, 0, 0, 0, 0);

    /** The probability of one category. */
    public float of(Category category) {
        return switch (category) {
            case ABUSE -> abuse;
            case INSULT -> insult;
            case THREAT -> threat;
            case PROFANITY -> profanity;
            case HATE -> hate;
            case DEFAMATION -> defamation;
        };
    }

    /** The highest of all. */
    public float highest() {
        return Math.max(Math.max(Math.max(abuse, insult), Math.max(threat, profanity)), Math.max(hate, defamation));
    }
}
