package dev.sluice.app.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A replay's report for people: what changed, first the sum, then the parts, which add up to it. */
public final class ReplayText {
    private static final int MOST_LINES = 12;

    private ReplayText() {}

    /** The lines of a report. */
    public static List<String> of(ReplayReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(format("%,d decisions decided again: %,d differences", report.decided(), report.differences()));
        for (Change change : Change.values()) {
            long count = report.counts().changes().getOrDefault(change, 0L);
            if (count > 0) {
                lines.add(format("  %-20s %,10d", change.words(), count));
            }
        }
        if (report.kept() > 0) {
            lines.add(format("  kept: %,d that people, deletions or faults decided", report.kept()));
        }
        if (report.withoutFacts() > 0) {
            lines.add(format("  left out: %,d that were recorded without their facts", report.withoutFacts()));
        }
        assessed(lines, report.assessed());
        block(lines, "by outcome", report.counts().outcomes());
        block(lines, "by rule", report.counts().rules());
        communities(lines, report.counts().communities());
        agreement(lines, report.agreement());
        load(lines, report.load());
        samples(lines, report.samples());
        return lines;
    }

    private static void block(List<String> lines, String title, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        lines.add(title);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_LINES)
                .forEach(entry -> lines.add(format("  %-52s %,10d", entry.getKey(), entry.getValue())));
        if (counts.size() > MOST_LINES) {
            lines.add(format("  and %,d more; --json has all", counts.size() - MOST_LINES));
        }
    }

    private static void communities(List<String> lines, Map<String, Map<Change, Long>> communities) {
        if (communities.isEmpty()) {
            return;
        }
        lines.add("by community");
        communities.entrySet().stream().limit(MOST_LINES).forEach(entry -> {
            List<String> parts = new ArrayList<>();
            entry.getValue().forEach((change, count) -> parts.add(format("%,d %s", count, change.words())));
            lines.add("  " + entry.getKey() + ": " + String.join(", ", parts));
        });
    }

    private static void assessed(List<String> lines, ReplayReport.@Nullable Assessed assessed) {
        if (assessed == null) {
            return;
        }
        if (assessed.withoutText() > 0) {
            lines.add(format("  left out: %,d whose posts are not among those given", assessed.withoutText()));
        }
        lines.add(format(
                "assessed again by models %s; second looks: %,d, and would be %,d",
                assessed.models(), assessed.secondLooks(), assessed.secondLooksNow()));
    }

    private static void agreement(List<String> lines, ReplayReport.Agreement agreement) {
        lines.add(
                agreement.ruled() == 0
                        ? "by reviewers' verdicts: none in this history"
                        : format(
                                "by reviewers' verdicts: of %,d decisions on posts that a person ruled on, %,d agreed,"
                                        + " and %,d would",
                                agreement.ruled(), agreement.before(), agreement.now()));
    }

    private static void load(List<String> lines, ReplayReport.Load load) {
        lines.add(format(
                "reviewers: %,d cases, and would be %,d; %.1f a day, and would be %.1f",
                load.casesBefore(), load.casesNow(), load.perDay(load.casesBefore()), load.perDay(load.casesNow())));
    }

    private static void samples(List<String> lines, Map<Change, List<ReplayReport.Sample>> samples) {
        samples.forEach((change, some) -> {
            lines.add("for example, " + change.words());
            some.forEach(sample -> lines.add(format(
                    "  %s (%s): %s; would be %s", sample.post(), sample.community(), sample.before(), sample.now())));
        });
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
