package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Enclosed;
import dev.sluice.app.export.material.Enclosure;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.List;

/** Notices and letters. */
final class DocumentsSection {
    private DocumentsSection() {}

    static void write(CaseFile file, Page.Builder page) {
        page.section("5. Notices and correspondence");
        List<Enclosure> enclosures = file.material().enclosures();
        if (enclosures.isEmpty()) {
            page.text("There are no notices and no letters in this package.");
            return;
        }
        if (file.masked()) {
            page.text(
                    "Their content may name its sender in plain words, which no software can be trusted to mask. It is left"
                            + " out of a masked copy; the hashes show which documents are meant.");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Enclosure enclosure : enclosures) {
            rows.add(List.of(
                    enclosure.title() + ", " + enclosure.about().text("direction") + ", "
                            + enclosure.about().text("mime"),
                    file.time(enclosure.about(), "at"),
                    Enclosed.name(file, enclosure),
                    enclosure.content().length + " bytes, SHA-256 "
                            + file.material().sha256(enclosure.path())));
        }
        page.table(List.of("Document", "When", "Called", "Content"), rows);
        if (!file.masked()) {
            enclosures.stream().filter(Enclosure::isText).forEach(enclosure -> {
                page.heading(3, enclosure.title());
                page.quote(List.of(new Inline.Plain(Enclosed.text(enclosure))));
            });
        }
    }
}
