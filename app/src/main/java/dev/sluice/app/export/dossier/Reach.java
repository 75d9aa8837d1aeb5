package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How far the words came, as far as anybody counted. */
final class Reach {
    private Reach() {}

    /** One line for the summary. */
    static String line(CaseFile file) {
        Map<String, String> counted = counted(file);
        StringBuilder line = new StringBuilder();
        counted.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : ", ").append(name).append(' ').append(value));
        String known = line.isEmpty() ? "" : line + ". ";
        return audience(file).isEmpty()
                ? known + "How many people saw it was not collected."
                : known + "As the platform told at the time.";
    }

    private static Map<String, String> audience(CaseFile file) {
        Map<String, String> audience =
                new LinkedHashMap<>(file.material().post().in("audience").flat(Set.of()));
        audience.putAll(file.material().escalation().in("audience").flat(Set.of()));
        return audience;
    }

    private static Map<String, String> counted(CaseFile file) {
        Map<String, String> counted = new LinkedHashMap<>(audience(file));
        Fields context = file.material().decision().in("context");
        add(counted, "posts in the thread at the time:", context.text("threadPosts"));
        add(counted, "posts in nearly the same words:", context.text("copies"));
        add(counted, "people who reported it by then:", context.text("flags"));
        return counted;
    }

    private static void add(Map<String, String> counted, String name, String value) {
        if (!value.isEmpty()) {
            counted.put(name, value);
        }
    }
}
