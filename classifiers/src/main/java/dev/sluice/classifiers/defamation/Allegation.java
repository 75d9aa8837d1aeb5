package dev.sluice.classifiers.defamation;

import java.util.Locale;

/**
 * A word or phrase that alleges something.
 *
 * @param kind what is alleged
 * @param form how it joins with whom it is about
 * @param weak whether it has harmless everyday uses as well
 */
record Allegation(Kind kind, Form form, boolean weak) {
    /** What is alleged, with the weight in log-odds that its gravity deserves. */
    enum Kind {
        THEFT("theft", 1.6f),
        FRAUD("fraud", 1.6f),
        CORRUPTION("corruption or abuse of power", 1.6f),
        VIOLENCE("violence or a threat", 1.6f),
        SEXUAL("a sexual offence or misconduct", 2.0f),
        DISHONESTY("dishonesty", 1.1f),
        MISCONDUCT("misconduct at work or an offence", 1.5f),
        DISEASE("a disease or disorder", 1.2f),
        BUSINESS("unfit goods or business", 1.5f),
        CRUELTY("cruelty to animals", 1.5f),
        OTHER("conduct that our word lists do not name", 1.2f);

        private final String words;
        private final float weight;

        Kind(String words, float weight) {
            this.words = words;
            this.weight = weight;
        }

        String words() {
            return words;
        }

        float weight() {
            return weight;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an allegation joins with whom it is about. */
    enum Form {
        /** An act; whoever does it is before it, or after "by". */
        VERB,
        /** A predicate or idiom that stands by itself. */
        SAID,
        /** What somebody is called. */
        NOUN
    }

    float weight() {
        return kind.weight() - (weak ? 0.8f : 0);
    }
}
