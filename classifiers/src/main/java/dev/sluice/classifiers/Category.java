package dev.sluice.classifiers;

import java.util.Locale;

/** A kind of risk. {@link #INSULT}, {@link #THREAT} and {@link #PROFANITY} lie below {@link #ABUSE}. */
public enum Category {
    /** Abuse of any kind. */
    ABUSE,
    /** Words meant to demean somebody. */
    INSULT,
    /** A threat of harm; suicide-baiting and doxxing threats included. */
    THREAT,
    /** Obscene words, aimed at somebody or not. */
    PROFANITY,
    /** An attack on people for a protected characteristic. */
    HATE,
    /** A damaging factual allegation about an identifiable subject. */
    DEFAMATION;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The name used in policies, rule packs, records and output, such as {@code "hate"}. */
    public String id() {
        return id;
    }

    /**
     * The category with this id.
     *
     * @throws IllegalArgumentException naming the id and what is allowed
     */
    public static Category of(String id) {
        for (Category category : values()) {
            if (category.id.equals(id)) {
                return category;
            }
        }
        throw new IllegalArgumentException(
                "category '" + id + "' is unknown; allowed: abuse, insult, threat, profanity, hate, defamation");
    }
}
