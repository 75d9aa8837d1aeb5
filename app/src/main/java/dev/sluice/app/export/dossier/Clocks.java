package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.List;

/** The clocks that came with an escalation: by law, or the operator's own. */
final class Clocks {
    /** The first sheet has no room for more; all of them are in a table. */
    private static final int IN_SUMMARY = 4;

    private Clocks() {}

    /** One line for the summary: what is due first, then how many wait for something to start them. */
    static String line(CaseFile file) {
        List<Fields> clocks = file.material().escalation().list("clocks");
        if (clocks.isEmpty()) {
            return "no clock was recorded with this evidence; that does not mean that none runs";
        }
        List<Fields> running = clocks.stream()
                .filter(clock -> !clock.text("startedAt").isEmpty())
                .toList();
        List<String> lines = new ArrayList<>();
        running.stream()
                .limit(IN_SUMMARY)
                .forEach(clock -> lines.add(clock.text("name") + " (" + clock.text("jurisdiction")
                        + (ofTheOperator(clock) ? ", the operator's own target" : "") + "): " + due(file, clock)));
        int more = running.size() - lines.size();
        if (more > 0) {
            lines.add(more + " more that run");
        }
        int waiting = clocks.size() - running.size();
        if (waiting > 0) {
            lines.add(waiting + " not started by what is known here, such as " + waiting(clocks));
        }
        return String.join("; ", lines) + ". All are listed under \"Legal routes\"";
    }

    /** All of them. */
    static void table(CaseFile file, Page.Builder page) {
        List<Fields> clocks = file.material().escalation().list("clocks");
        if (clocks.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Fields clock : clocks) {
            rows.add(List.of(
                    clock.text("name") + " (" + clock.text("jurisdiction") + ")",
                    clock.text("basis") + (ofTheOperator(clock) ? "; the operator's own target" : ""),
                    clock.text("length") + " from " + clock.text("starts")
                            + (clock.text("calendar").isEmpty() ? "" : ", calendar " + clock.text("calendar")),
                    clock.text("startedAt").isEmpty() ? "not started" : file.time(clock, "startedAt"),
                    clock.text("startedAt").isEmpty() ? "" : due(file, clock)));
        }
        page.table(List.of("Clock", "Basis", "Runs", "Started", "Ends"), rows);
    }

    private static String waiting(List<Fields> clocks) {
        return clocks.stream()
                .filter(clock -> clock.text("startedAt").isEmpty())
                .findFirst()
                .map(clock -> clock.text("name") + " (" + clock.text("jurisdiction") + ", starts with "
                        + clock.text("starts") + ")")
                .orElse("none");
    }

    private static boolean ofTheOperator(Fields clock) {
        return clock.text("statutory").equals("false");
    }

    private static String due(CaseFile file, Fields clock) {
        String due = file.time(clock, "dueAt");
        return due.isEmpty() ? "due time could not be counted" : "due " + due;
    }
}
