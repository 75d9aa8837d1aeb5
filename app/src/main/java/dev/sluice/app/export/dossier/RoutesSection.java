package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tables of legal routes said when the post was passed on. Their words are the operator's: nothing is masked. */
final class RoutesSection {
    private RoutesSection() {}

    static void write(CaseFile file, Page.Builder page) {
        Fields escalation = file.material().escalation();
        List<Fields> regimes = escalation.list("regimes");
        if (file.material().pointerOnly()) {
            page.notice("Of this category only a pointer is kept: ids, places and times, and no content.");
        }
        page.heading(3, "Legal routes");
        if (regimes.isEmpty()) {
            page.text("No legal route was recorded with this evidence.");
            return;
        }
        page.text("What the operator's tables said of the category in each jurisdiction. They are no legal advice, and"
                + " nobody has found that a law was broken.");
        regimes.forEach(regime -> page.facts(facts(regime)));
        String retention = escalation.text("retention");
        if (!retention.isEmpty()) {
            page.text("The evidence is kept for " + retention + ", the longest of these, or longer by the operator's"
                    + " schedule or a hold.");
        }
        Clocks.table(file, page);
    }

    private static Map<String, String> facts(Fields regime) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Jurisdiction", regime.text("jurisdiction"));
        facts.put("Regime", regime.text("name"));
        facts.put("Table", regime.text("table") + " " + regime.text("tableVersion"));
        facts.put("Urgency", regime.text("urgency").toLowerCase(Locale.ROOT).replace('_', ' '));
        facts.put("What must be shown", String.join("; ", regime.texts("elements")));
        facts.put("Authority", regime.text("authority"));
        facts.put("Channel", regime.text("channel"));
        facts.put("Asked of legal", regime.text("requestedAction"));
        facts.put("Kept for", regime.text("retention") + " (" + regime.text("retentionBasis") + ")");
        facts.put("Note", regime.text("note"));
        facts.put("Sources", String.join("; ", regime.texts("sources")));
        return facts;
    }
}
