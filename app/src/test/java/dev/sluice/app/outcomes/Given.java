package dev.sluice.app.outcomes;

import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels and reports for tests. */
final class Given {
    static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

    static {
        ShippedSchemas.trustGeneratedClasses();
    }

    private Given() {}

    static Label label(String id, LabelKind kind, Outcome decided, Outcome ruled) {
        Label label = new Label();
        label.setId(id);
        label.setVerdict(id + "-verdict");
        label.setKind(kind);
        label.setDecision(id + "/1/1");
        label.setPost(id);
        label.setRevision(1);
        label.setThread("thread-7");
        label.setCommunity("allotments");
        label.setDecided(decided);
        label.setAutomatic(true);
        label.setRuled(ruled);
        label.setUpheld(decided == Outcome.ALLOW ? ruled == Outcome.ALLOW : ruled != Outcome.ALLOW);
        label.setRule("hate.slur");
        label.setOtherRules(List.of("abuse.limit"));
        label.setRisk(new Risk(0.5f, 0.25f, 0f, 0f, 0.75f, 0f));
        label.setCategories(new HashMap<>(Map.of("hate", ruled != Outcome.ALLOW)));
        label.setLanguage("en");
        label.setPolicy("default");
        label.setPolicyVersion("1.0.0");
        label.setRules("rules-1");
        label.setModels("models-1");
        label.setWeight(1);
        label.setDecidedAt(DAY.plusSeconds(60));
        label.setOpenedAt(DAY.plusSeconds(90));
        label.setRuledAt(DAY.plusSeconds(3600));
        return label;
    }

    static Label weighing(Label label, double weight) {
        label.setWeight(weight);
        return label;
    }

    static Label scoring(Label label, float hate) {
        label.setRisk(new Risk(0f, 0f, 0f, 0f, hate, 0f));
        return label;
    }

    static Label ruledAt(Label label, Instant at) {
        label.setRuledAt(at);
        return label;
    }

    static CommunityReport day(String community, Instant start, Map<String, Long> counts) {
        CommunityReport report = new CommunityReport();
        report.setId(community + "/day/" + start);
        report.setCommunity(community);
        report.setWindow(ReportWindow.DAY);
        report.setStartAt(start);
        report.setEndAt(start.plus(Duration.ofDays(1)));
        report.setCounts(counts);
        return report;
    }

    static OutcomeData data(Map<String, Long> counts, Label... labels) {
        return new OutcomeData(List.of(labels), List.of(day("allotments", DAY, counts)));
    }
}
