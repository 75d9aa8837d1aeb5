package dev.sluice.topology.policy;

import dev.sluice.schemas.Urgency;
import dev.sluice.topology.calendar.Deadline;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a table of legal routes says of one legal category: which rules to look at, what they ask for, whom to tell and
 * by when. It is no advice, and never says that a law was broken.
 *
 * @param category legal category, upper case; {@link #ANY} for all that the table does not name
 * @param regime the rules
 * @param elements what must be shown, one by one
 * @param authority who outside may have to be told; null where nobody is named
 * @param clocks time limits
 * @param retention how long evidence is kept
 * @param urgency how soon legal must look
 * @param requestedAction what legal is asked to do
 */
public record LegalRoute(
        String category,
        Regime regime,
        List<String> elements,
        @Nullable Authority authority,
        List<Clock> clocks,
        Retention retention,
        Urgency urgency,
        String requestedAction) {
    /** Stands for every category, or every place, that has no entry of its own. */
    public static final String ANY = "*";

    /** Sexual exploitation or abuse of children: escalated as a pointer, never with content, whatever a table says. */
    public static final String CSEA = "CSEA";

    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern AT_AN_END = Pattern.compile("^_|_$");

    /** Other names of {@link #CSEA}: content of that kind must not slip by under one of them. */
    private static final List<String> ALSO_CSEA = List.of(CSEA, "CSAM", "CSAE", "CHILD_SEXUAL_ABUSE");

    /**
     * A category as tables write it, whatever case and blanks a person has put it in; {@link #CSEA} for all that goes by
     * one of its names, or begins with one.
     */
    public static String canonical(String category) {
        String joined = APART.matcher(category.toUpperCase(Locale.ROOT)).replaceAll("_");
        String name = AT_AN_END.matcher(joined).replaceAll("");
        boolean ofChildren = ALSO_CSEA.stream().anyMatch(other -> name.equals(other) || name.startsWith(other + "_"));
        return ofChildren ? CSEA : name.isEmpty() ? category : name;
    }

    /** Copies the lists. */
    public LegalRoute {
        elements = List.copyOf(elements);
        clocks = List.copyOf(clocks);
    }

    /**
     * Acts, regulations and their provisions.
     *
     * @param name what they are called
     * @param sources where it is known from
     */
    public record Regime(String name, List<Source> sources) {
        /** Copies the list. */
        public Regime {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Where a fact about the law comes from.
     *
     * @param text what is said where
     * @param checked how far that was checked
     */
    public record Source(String text, Checked checked) {
        @Override
        public String toString() {
            return text + " (" + checked.inWords() + ")";
        }
    }

    /** How far a fact about the law was checked. */
    public enum Checked {
        /** Read in the law itself, or in its owner's own words. */
        TEXT("read in the text"),
        /** Read in somebody else's account of it. */
        SECONDARY("secondary source only"),
        /** General knowledge. */
        NONE("not checked"),
        /** No law: a choice of whoever runs Sluice. */
        OPERATOR("the operator's own choice, no law");

        private final String words;

        Checked(String words) {
            this.words = words;
        }

        /** For people who read records. */
        public String inWords() {
            return words;
        }

        /** As tables write it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who outside may have to be told.
     *
     * @param name who
     * @param channel how they are told
     */
    public record Authority(String name, String channel) {}

    /**
     * A time limit.
     *
     * @param name what is to be done in time
     * @param basis where it comes from, and how far that was checked
     * @param starts what starts it
     * @param within how long it runs
     */
    public record Clock(String name, Source basis, Start starts, Deadline within) {}

    /** What starts a clock. */
    public enum Start {
        /** The escalation itself: the only start that the pipeline knows. */
        ESCALATION,
        /** A notice is received. */
        NOTICE,
        /** The author has been notified of a notice. */
        NOTIFICATION,
        /** The author has replied. */
        REPLY,
        /** An authority's order is received. */
        ORDER,
        /** An authority's request is received. */
        REQUEST,
        /** A letter of claim is received. */
        LETTER,
        /** Something was done about the post. */
        RESTRICTION;

        /** As tables and records write it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How long evidence is kept.
     *
     * @param period how long
     * @param basis why so long
     */
    public record Retention(Period period, String basis) {
        /** A measure of length, to tell which of two is longer: months count as 30 days. */
        public long days() {
            return period.toTotalMonths() * 30 + period.getDays();
        }
    }
}
