package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Gaps;
import dev.sluice.app.export.page.Page;
import dev.sluice.app.export.redact.Redaction;
import java.util.ArrayList;
import java.util.List;

/** What was not collected, and what was masked. */
final class LimitsSection {
    private LimitsSection() {}

    static void write(CaseFile file, Page.Builder page) {
        page.section("6. Limits");
        page.heading(3, "What was not collected");
        page.items(Gaps.of(file));
        if (!file.masked()) {
            return;
        }
        page.heading(3, "What was masked");
        page.text(
                "Found by their form: addresses, telephone numbers, handles, links. A name in plain words stays, for it may"
                        + " be what the case is about. Places are characters of the original text.");
        List<List<String>> rows = new ArrayList<>();
        for (Redaction redaction : file.redactor().redactions()) {
            rows.add(List.of(
                    redaction.where(),
                    redaction.kind().label(),
                    redaction.start() < 0 ? "all of it" : (redaction.start() + 1) + "\u2013" + redaction.end(),
                    redaction.kind().reason()));
        }
        if (rows.isEmpty()) {
            page.text("Nothing was found to mask.");
        } else {
            page.table(List.of("Where", "What", "Characters", "Why"), rows);
        }
    }
}
