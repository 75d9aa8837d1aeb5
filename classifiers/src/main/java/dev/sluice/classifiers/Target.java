package dev.sluice.classifiers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a post in which hate or abuse was found is aimed at, as far as words tell.
 *
 * @param characteristic the protected characteristic that it names, or null
 * @param group the group that it names, in the words of the list of identities, or null where a slur alone tells
 * @param directedAt who is spoken to or about
 * @param kind whether it calls for harm or speaks ill
 */
public record Target(
        @Nullable Characteristic characteristic, @Nullable String group, DirectedAt directedAt, Kind kind) {

    /**
     * Characteristics protected by the UK Equality Act 2010, section 4, and the EU Charter of Fundamental Rights, article
     * 21, that words can tell. {@link #NATIONALITY} holds ethnic and national origin, which section 9 counts as race.
     */
    public enum Characteristic {
        /** Age. */
        AGE,
        /** Disability, long illness included. */
        DISABILITY,
        /** Gender reassignment and gender identity. */
        GENDER_IDENTITY,
        /** Nationality, ethnic or national origin, migration. */
        NATIONALITY,
        /** Pregnancy and maternity. */
        PREGNANCY,
        /** Race and colour. */
        RACE,
        /** Religion or belief, and lack of it. */
        RELIGION,
        /** Sex. */
        SEX,
        /** Sexual orientation. */
        SEXUAL_ORIENTATION;

        /** Name in records and data, such as {@code sexual-orientation}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The characteristic with this id.
         *
         * @throws IllegalArgumentException naming the id and what is allowed
         */
        public static Characteristic of(String id) {
            for (Characteristic characteristic : values()) {
                if (characteristic.id().equals(id)) {
                    return characteristic;
                }
            }
            throw new IllegalArgumentException("characteristic '" + id
                    + "' is unknown; allowed: age, disability, gender-identity, nationality, pregnancy, race, religion, sex,"
                    + " sexual-orientation");
        }
    }

    /** Who is spoken to or about. */
    public enum DirectedAt {
        /** Whoever reads it or is answered. */
        SECOND_PERSON,
        /** Somebody with a name or a handle. */
        NAMED_PERSON,
        /** A group of people. */
        GROUP,
        /** Nobody that words tell. */
        NOBODY;

        /** Name in records, such as {@code second-person}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is said; the law differs between them. */
    public enum Kind {
        /** Calls for violence, expulsion or killing. */
        INCITEMENT,
        /** Threatens. */
        THREAT,
        /** Demeans, insults, excludes. */
        DEROGATION;

        /** Name in records, such as {@code incitement}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
