package dev.sluice.classifiers;

import java.util.Locale;

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

    /**
     * The language that the source of a post names, such as {@code en} or {@code pt-BR}; only the primary tag
     * counts.
     */
    public static Language known(String tag) {
        String primary = tag.strip();
        int dash = primary.indexOf('-');
        return new Language((dash < 0 ? primary : primary.substring(0, dash)).toLowerCase(Locale.ROOT), 1);
    }
}
