package dev.sluice.topology.outcomes.reports;

import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.ReportWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Adds changes up to the report of one window. */
public final class ReportAggregate {
    /** More names than there are rules, categories and bins; beyond them counts go under {@link #OTHER}. */
    static final int MAX_NAMES = 4_000;

    /** What is counted under names that there is no more room for. */
    static final String OTHER = "other";

    private ReportAggregate() {}

    /** A report without counts. */
    public static CommunityReport none() {
        CommunityReport report = new CommunityReport();
        report.setId("");
        report.setCommunity("");
        report.setWindow(ReportWindow.UNKNOWN);
        report.setStartAt(Instant.EPOCH);
        report.setEndAt(Instant.EPOCH);
        report.setCounts(Map.of());
        return report;
    }

    /** The report after a change. */
    public static CommunityReport plus(CommunityReport report, ReportChange change) {
        Map<String, Long> counts = new HashMap<>(report.getCounts());
        change.getCounts().forEach((name, by) -> {
            boolean room = counts.size() < MAX_NAMES || counts.containsKey(name);
            counts.merge(room ? name : OTHER, by, Long::sum);
        });
        counts.values().removeIf(count -> count == 0);
        CommunityReport sum = CommunityReport.newBuilder(report).build();
        sum.setCounts(counts);
        return sum;
    }

    /** The report as it is published, of this window. */
    public static CommunityReport of(
            CommunityReport counts, String community, ReportWindow window, Instant start, Instant end) {
        CommunityReport report = CommunityReport.newBuilder(counts).build();
        report.setId(community + "/" + window.name().toLowerCase(Locale.ROOT) + "/" + start);
        report.setCommunity(community);
        report.setWindow(window);
        report.setStartAt(start);
        report.setEndAt(end);
        return report;
    }
}
