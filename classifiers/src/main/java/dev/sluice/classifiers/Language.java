package dev.sluice.classifiers;

/**
 * What the language of a text was taken to be.
 *
 * @param code BCP 47 primary tag, or {@link #UNDETERMINED} where it cannot be told
 * @param confidence between 0 and 1
 */
public record Language(String code, float confidence) {
    /** The code for a text whose language cannot be told: too short, or no words in it. */
    public static final String UNDETERMINED = "und";

    /** A language that cannot be told. */
    public static final Language UNKNOWN = new Language(UNDETERMINED, 0);
}
