package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.page.Page;
import dev.sluice.escalation.custody.CustodyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who has touched the package. */
public final class CustodySection {
    private CustodySection() {}

    static void write(CaseFile file, Page.Builder page) {
        page.section("7. Custody");
        page.text(
                "Every act on this package that the custody log has, up to this export. Times are those of the machine that"
                        + " wrote the log. Each event holds the hash of the one before it.");
        page.table(List.of("No.", "When", "Act", "Version", "Who", "What for"), rows(file));
    }

    /** The events as rows: number, time, act, version, who, purpose. */
    public static List<List<String>> rows(CaseFile file) {
        List<List<String>> rows = new ArrayList<>();
        for (CustodyEvent event : file.history()) {
            rows.add(List.of(
                    String.valueOf(event.seq()),
                    file.time(event.at()),
                    event.act().action().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + (event.act().subject().file().isEmpty()
                                    ? ""
                                    : " " + file.path(event.act().subject().file())),
                    String.valueOf(event.act().version()),
                    event.act().by().name() + " (" + event.act().by().role().label() + ", "
                            + event.act().by().authn() + ")",
                    event.act().purpose()));
        }
        return rows;
    }
}
