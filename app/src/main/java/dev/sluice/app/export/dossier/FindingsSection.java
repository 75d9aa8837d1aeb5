package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Why the post was flagged, and how sure that is. */
final class FindingsSection {
    private FindingsSection() {}

    static void write(CaseFile file, Page.Builder page) {
        Fields assessment = file.material().assessment();
        page.section("2. Why it was flagged");
        if (!assessment.present()) {
            page.notice("There is no assessment in this package.");
            return;
        }
        page.text(
                "Software read the post. What it found is a reason to look, not a finding of fact: whether the words are"
                        + " true, whom a reader takes them to mean, and what they do to anybody was not examined by it.");
        signals(assessment, page);
        page.heading(3, "How likely, as the models estimate");
        Map<String, String> risk = new LinkedHashMap<>();
        assessment
                .in("risk")
                .flat(Set.of())
                .keySet()
                .forEach(category ->
                        risk.put(category, percent(assessment.in("risk").number(category))));
        page.facts(risk);
        page.text(
                "A probability says how often such posts were of the kind in the data that the models learned from. It is"
                        + " not the probability that a claim succeeds.");
        uncertainty(assessment, page);
        models(file, page);
    }

    private static void signals(Fields assessment, Page.Builder page) {
        List<Fields> signals = assessment.list("signals");
        if (signals.isEmpty()) {
            page.text("No detector left a signal with this assessment.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Fields signal : signals) {
            Double probability = signal.number("probability");
            Double weight = signal.number("weight");
            String rule = signal.text("rule");
            rows.add(List.of(
                    signal.text("category"),
                    signal.text("explanation"),
                    signal.text("detector") + " " + signal.text("version") + (rule.isEmpty() ? "" : ", rule " + rule),
                    probability != null ? percent(probability) : weight != null ? "weight " + number(weight) : "",
                    places(signal.spans("spans"))));
        }
        page.table(List.of("Kind", "What was found", "By", "How sure", "Characters"), rows);
    }

    private static void uncertainty(Fields assessment, Page.Builder page) {
        List<String> doubts = new ArrayList<>();
        Fields language = assessment.in("language");
        Double confidence = language.number("confidence");
        doubts.add("Language taken to be " + first(language, "tag", "code", "language")
                + (confidence == null ? "." : ", with confidence " + percent(confidence) + "."));
        int length = assessment.whole("textLength");
        int read = assessment.whole("assessedLength");
        doubts.add(
                read < length
                        ? "Only the first " + read + " of " + length + " characters were assessed."
                        : "All " + length + " characters were assessed.");
        for (Fields missing : assessment.list("unavailable")) {
            doubts.add("Could not answer: "
                    + missing.flat(Set.of()).entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (assessment.list("unavailable").isEmpty()) {
            doubts.add("No detector was recorded as unavailable.");
        }
        page.heading(3, "How sure that is");
        page.items(doubts);
    }

    private static void models(CaseFile file, Page.Builder page) {
        Fields assessment = file.material().assessment();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Models", assessment.text("models"));
        versions.put("Rules and lexicons", assessment.text("rules"));
        versions.put("Assessed", file.time(assessment, "assessedAt"));
        page.heading(3, "With what");
        page.facts(versions);
        List<List<String>> rows = new ArrayList<>();
        file.material()
                .models()
                .forEach(model -> rows.add(List.of(
                        model.text("id"),
                        model.text("version"),
                        model.text("sha256").isEmpty() ? "no card in the package" : "card " + model.text("sha256"))));
        if (!rows.isEmpty()) {
            page.table(List.of("Model", "Version", "Card (SHA-256); the card is in the package"), rows);
        }
    }

    private static String first(Fields fields, String... names) {
        for (String name : names) {
            if (!fields.text(name).isEmpty()) {
                return fields.text(name);
            }
        }
        return "unknown";
    }

    static String percent(@org.jspecify.annotations.Nullable Double probability) {
        return probability == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String places(List<Span> spans) {
        return spans.stream().map(Span::characters).collect(Collectors.joining(", "));
    }
}
