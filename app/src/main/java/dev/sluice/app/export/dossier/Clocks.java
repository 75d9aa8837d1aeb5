package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statutory clocks that came with an escalation. */
final class Clocks {
    private Clocks() {}

    /** One line for the summary. */
    static String line(CaseFile file) {
        List<Fields> clocks = file.material().escalation().list("clocks");
        if (clocks.isEmpty()) {
            return "no clock was recorded with this evidence; that does not mean that none runs";
        }
        List<String> lines = new ArrayList<>();
        for (Fields clock : clocks) {
            String basis = clock.text("basis");
            lines.add(first(clock, "name", "id", "clock") + (basis.isEmpty() ? "" : " (" + basis + ")") + ": "
                    + due(file, clock));
        }
        return String.join("; ", lines);
    }

    private static String due(CaseFile file, Fields clock) {
        Instant due = time(clock, "dueAt", "due");
        Instant started = time(clock, "startedAt", "startsAt");
        return (due == null ? "due time not recorded" : "due " + file.time(due))
                + (started == null ? "" : ", started " + file.time(started));
    }

    private static @Nullable Instant time(Fields clock, String name, String other) {
        Instant time = clock.time(name);
        return time == null ? clock.time(other) : time;
    }

    private static String first(Fields fields, String... names) {
        for (String name : names) {
            if (!fields.text(name).isEmpty()) {
                return fields.text(name);
            }
        }
        return "clock";
    }
}
