package dev.sluice.escalation.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long evidence is kept.
 *
 * @param id name of the schedule
 * @param version its version
 * @param sha256 hash of its text, which custody events name
 * @param categories legal category, upper case, to its rule
 * @param otherwise the rule for every other category
 */
public record RetentionSchedule(
        String id, String version, String sha256, Map<String, Rule> categories, Rule otherwise) {
    /** Keeps a copy. */
    public RetentionSchedule {
        categories = Map.copyOf(new TreeMap<>(categories));
    }

    /**
     * A rule.
     *
     * @param keep how long, from the sealing of the latest version
     * @param onErasure what an erasure request does to it before that
     * @param basis why so long, with its source
     */
    public record Rule(Period keep, OnErasure onErasure, String basis) {
        /** The longest that a schedule may ask for. */
        public static final Period LONGEST = Period.ofYears(100);

        /** Refuses no time at all, and times beyond a lifetime. */
        public Rule {
            if (keep.isNegative() || keep.isZero() || keep.toTotalMonths() > LONGEST.toTotalMonths()) {
                throw new IllegalArgumentException("keep " + keep + " cannot be used; allowed: P1D to " + LONGEST);
            }
        }
    }

    /** What an erasure request does to evidence before its time is over. */
    public enum OnErasure {
        /** It stays: GDPR art. 17(3)(b) and (e), legal obligations and legal claims. */
        KEEP,
        /** It goes. */
        DELETE
    }

    /** The rule for a legal category. */
    public Rule rule(String legalCategory) {
        return categories.getOrDefault(legalCategory, otherwise);
    }

    /**
     * When a case's time is over: by this schedule or by what the evidence says of itself, whichever is later. A schedule
     * that was shortened takes nothing away from what a case was promised when it was sealed, and one that was lengthened
     * holds for all.
     *
     * @param retention how long the evidence says that it is kept, as an ISO 8601 period; null where it does not say
     * @throws DateTimeException where it says so in a way that nobody can read, or that no schedule could
     */
    public Instant dueAt(String legalCategory, Instant sealedAt, @Nullable String retention) {
        ZonedDateTime from = sealedAt.atZone(ZoneOffset.UTC);
        ZonedDateTime scheduled = from.plus(rule(legalCategory).keep());
        if (retention == null) {
            return scheduled.toInstant();
        }
        Period own = Period.parse(retention);
        if (own.isNegative() || from.plus(own).isAfter(from.plus(Rule.LONGEST))) {
            throw new DateTimeException("a period that is negative or above " + Rule.LONGEST);
        }
        ZonedDateTime promised = from.plus(own);
        return (promised.isAfter(scheduled) ? promised : scheduled).toInstant();
    }

    /** For custody events and reports: {@code default 1.0.0 (sha256 1f2e3d4c…)}. */
    public String describe() {
        return id + " " + version + " (sha256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…)";
    }
}
