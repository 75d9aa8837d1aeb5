package dev.sluice.app.outcomes;

import dev.sluice.topology.outcomes.reports.Counts;
import dev.sluice.topology.outcomes.statistics.Interval;
import dev.sluice.topology.outcomes.statistics.Proportion;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a transparency report under DSA articles 15 and 24, one indicator a row, each with the provision that asks
 * for it. What Sluice does not record is there too, without a value, so that nobody takes it for zero.
 *
 * <p>The templates of Commission Implementing Regulation (EU) 2024/2835 ask for the same indicators in tables of their own;
 * these rows are what to fill them in with, not the templates.
 */
public final class TransparencyCsv {
    private static final List<String> HEADER =
            List.of("legal_basis", "indicator", "breakdown", "value", "low_95", "high_95", "cases", "note");
    private static final String AUTOMATED = "DSA art. 15(1)(e)";
    private static final String OWN = "DSA art. 15(1)(c)";
    private static final String NOTICES = "DSA art. 15(1)(b)";
    private static final String COMPLAINTS = "DSA art. 15(1)(d)";

    private final CsvTable table = new CsvTable(HEADER);
    private final Tallies tallies;

    private TransparencyCsv(Tallies tallies) {
        this.tallies = tallies;
    }

    /**
     * The report.
     *
     * @param data what was counted within the period
     * @param from its first day
     * @param to its last day
     * @param community the community; null for all
     */
    public static String of(OutcomeData data, LocalDate from, LocalDate to, @Nullable String community) {
        TransparencyCsv csv = new TransparencyCsv(data.tallies());
        csv.identification(from, to, community);
        csv.volumes();
        csv.notices();
        csv.ownInitiative();
        csv.complaints();
        csv.automation(Feedback.of(data.labels()));
        csv.notRecorded();
        return csv.table.toString();
    }

    private void identification(LocalDate from, LocalDate to, @Nullable String community) {
        row("DSA art. 15(1)", "period", "first day", from.toString(), "days of UTC");
        row("DSA art. 15(1)", "period", "last day", to.toString(), "days of UTC, this one included");
        row("DSA art. 15(1)", "scope", "community", community == null ? "all" : community, "");
    }

    private void volumes() {
        String note = "each post once, in the day of its first event, by the decision in force";
        row("-", "posts", "", tallies.of(Counts.POSTS), note);
        tallies.below(Counts.OUTCOME).forEach((outcome, count) -> row("-", "posts by outcome", outcome, count, note));
        row("-", "time to first restriction, median", "at most", median(Counts.TIME_TO_ACTION), "to a power of two");
    }

    private void notices() {
        Map<String, Long> notices = tallies.below(Counts.NOTICE);
        row(NOTICES, "notices under article 16", "members and others", notices.getOrDefault("member", 0L), "");
        row(
                NOTICES,
                "notices under article 16",
                "trusted flaggers",
                notices.getOrDefault("trusted", 0L),
                "also DSA art. 22");
        measures(NOTICES, "measures after notices", false);
    }

    private void ownInitiative() {
        measures(OWN, "measures at own initiative", true);
        String kinds = "statements of reasons, DSA art. 17";
        for (String kind : List.of("imposed", "changed", "confirmed", "lifted", "withheld")) {
            row("DSA art. 24(5)", "statements of reasons", kind, tallies.of(Counts.STATEMENT + kind), kinds);
        }
        tallies.below(Counts.RESTRICTED)
                .forEach((by, count) -> row(OWN, "restrictions in force", by, count, "who decided"));
    }

    /** Names of these counts are category, source, detection, decision, ground and measure with dots between. */
    private void measures(String basis, String indicator, boolean own) {
        tallies.below(Counts.STATEMENT + "by.").forEach((name, count) -> {
            String[] parts = name.split("\\.", 6);
            boolean voluntary = parts.length == 6 && parts[1].equals("SOURCE_VOLUNTARY");
            if (parts.length == 6 && voluntary == own) {
                String detection = "detection " + parts[2];
                row(
                        basis,
                        indicator,
                        String.join(" | ", parts[0], parts[1], detection, parts[3], parts[4], parts[5]),
                        count,
                        "category | source | detection | decision | ground | restriction");
            }
        });
    }

    private void complaints() {
        row(COMPLAINTS, "complaints received", "", tallies.of(Counts.COMPLAINTS), "");
        Map<String, Long> appeals = tallies.below(Counts.APPEAL);
        row(COMPLAINTS, "complaints decided", "upheld decision", appeals.getOrDefault("upheld", 0L), "");
        row(COMPLAINTS, "complaints decided", "reversed", appeals.getOrDefault("overturned", 0L), "");
        row(
                COMPLAINTS,
                "time to decision on complaints, median",
                "at most",
                median(Counts.TIME_TO_APPEAL),
                "from the complaint to its ruling, to a power of two");
    }

    private void automation(Feedback feedback) {
        String note = "estimated from the quality sample, weighted by how it was drawn; Wilson interval";
        estimate(
                "accuracy of automated decisions",
                "all posts",
                feedback.quality().accuracy(),
                note);
        estimate(
                "precision of automated restrictions",
                "limit and remove",
                feedback.quality().precision(),
                note);
        estimate(
                "recall of automated detection",
                "held, limited or removed",
                feedback.quality().recall(),
                note);
        String seen = "of posts that a person judged, not a sample";
        feedback.byCategory()
                .forEach((category, precision) -> estimate("precision by category", category, precision, seen));
        feedback.byRule().forEach((rule, precision) -> estimate("agreement by rule", rule, precision, seen));
    }

    private void notRecorded() {
        String note = "not recorded by Sluice; an empty value is not zero";
        empty("DSA art. 15(1)(a)", "orders of authorities", note);
        empty("DSA art. 15(1)(c)", "training of people in charge of moderation", note);
        empty(
                AUTOMATED,
                "description of automated means and safeguards",
                "see the model cards and docs of the release");
        empty("DSA art. 24(1)(a)", "out-of-court disputes", note);
        empty("DSA art. 24(1)(b)", "suspensions under article 23", note);
    }

    private void estimate(String indicator, String breakdown, Proportion proportion, String note) {
        Interval interval = proportion.interval();
        boolean known = proportion.cases() > 0;
        table.row(
                AUTOMATED,
                indicator,
                breakdown,
                known ? number(proportion.rate()) : "",
                known ? number(interval.low()) : "",
                known ? number(interval.high()) : "",
                String.valueOf(proportion.cases()),
                known ? note : "no case was judged; " + note);
    }

    private void empty(String basis, String indicator, String note) {
        table.row(basis, indicator, "", "", "", "", "", note);
    }

    private void row(String basis, String indicator, String breakdown, long value, String note) {
        row(basis, indicator, breakdown, String.valueOf(value), note);
    }

    private void row(String basis, String indicator, String breakdown, String value, String note) {
        table.row(basis.equals("-") ? "" : basis, indicator, breakdown, value, "", "", "", note);
    }

    private String median(String prefix) {
        Duration median = tallies.median(prefix);
        return median == null ? "" : median.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
