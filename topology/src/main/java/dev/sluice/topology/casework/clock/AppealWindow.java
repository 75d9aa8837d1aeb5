package dev.sluice.topology.casework.clock;

import dev.sluice.topology.policy.CaseworkRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Until when a decision can be contested: for so many calendar months from the day on which somebody is told of it, to
 * the end of the last day (DSA article 20(1) and (2): at least six months, from the day of being informed), in UTC.
 */
public final class AppealWindow {
    private final int months;

    /** The window of these rules. */
    public AppealWindow(CaseworkRules.Appeals rules) {
        this.months = rules.months();
    }

    /** The first moment at which it is too late. */
    public Instant until(Instant informedAt) {
        LocalDate day = informedAt.atZone(ZoneOffset.UTC).toLocalDate();
        return day.plusMonths(months).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
