package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.Enclosure;
import dev.sluice.app.export.page.Visible;
import dev.sluice.app.export.redact.Redaction.Kind;
import java.nio.charset.StandardCharsets;

/** How documents of others are shown. A masked copy has neither their content nor what their senders called them. */
public final class Enclosed {
    private Enclosed() {}

    /** What its sender called it, on one line; masked where anything is. */
    public static String name(CaseFile file, Enclosure enclosure) {
        String name = file.redactor()
                .whole(
                        file.path(enclosure.path()) + ": name and content",
                        Kind.DOCUMENT,
                        enclosure.about().text("name"));
        return Visible.line(name);
    }

    /** Its text. */
    public static String text(Enclosure enclosure) {
        return new String(enclosure.content(), StandardCharsets.UTF_8);
    }
}
