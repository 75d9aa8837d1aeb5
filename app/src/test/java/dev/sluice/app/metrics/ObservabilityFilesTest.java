package dev.sluice.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObservabilityFilesTest {
    private static final Pattern SELECTOR = Pattern.compile("(sluice_[a-z0-9_]+)\\{([^}]*)\\}");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\) \\((?:[a-z]+\\()?(sluice_[a-z0-9_]+)");

    @Test
    void everyAlertHasAnEntryInTheRunbook() throws IOException {
        String runbook = Files.readString(ObservabilityFiles.HOME.resolve("docs/runbook.md"));
        Set<String> entries = new HashSet<>();
        Matcher entry = Pattern.compile(
                        "(?ms)^### (Sluice\\w+)\\n`(page|ticket)` · \\*\\*Meaning\\.\\*\\* .*?(?=^##|\\z)")
                .matcher(runbook);
        while (entry.find()) {
            assertThat(entry.group()).contains("**Likely.**", "**Type.**", "**Fetch somebody**");
            entries.add(entry.group(1) + " " + entry.group(2));
        }

        assertThat(entries)
                .isEqualTo(ObservabilityFiles.alerts().stream()
                        .map(alert -> alert.path("alert").textValue() + " "
                                + alert.at("/labels/severity").textValue())
                        .collect(Collectors.toSet()));
        assertThat(ObservabilityFiles.alerts())
                .allSatisfy(alert -> assertThat(alert.at("/annotations/runbook").textValue())
                        .isEqualTo("docs/runbook.md#"
                                + alert.path("alert").textValue().toLowerCase(Locale.ROOT)))
                .allSatisfy(alert ->
                        assertThat(alert.at("/annotations/summary").textValue()).isNotBlank());
    }

    @Test
    void everyMetricOfOursIsInTheCatalogue() {
        Set<String> known = MetricCatalogue.metrics().stream()
                .flatMap(metric -> metric.series().stream())
                .collect(Collectors.toSet());

        assertThat(ObservabilityFiles.metrics().stream().filter(name -> name.startsWith("sluice_")))
                .isSubsetOf(known)
                .hasSizeGreaterThan(25);
    }

    @Test
    void everyLabelThatIsAskedForIsOneThatTheMetricHas() throws IOException {
        Map<String, Set<String>> labels = MetricCatalogue.metrics().stream()
                .flatMap(metric ->
                        metric.series().stream().map(series -> Map.entry(series, Set.copyOf(metric.labels()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> expressions = ObservabilityFiles.dashboardExpressions();
        for (JsonNode alert : ObservabilityFiles.alerts()) {
            expressions.add(alert.path("expr").textValue());
        }
        List<String> wrong = new ArrayList<>();
        for (String expression : expressions) {
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                for (String matcher : selector.group(2).split(",")) {
                    check(selector.group(1), matcher.split("[=!]")[0], labels, wrong);
                }
            }
            Matcher by = BY.matcher(expression);
            while (by.find()) {
                for (String label : by.group(1).split(",")) {
                    check(by.group(2), label.strip(), labels, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String series, String label, Map<String, Set<String>> labels, List<String> wrong) {
        boolean given = Set.of("instance", "job").contains(label) || label.equals("le") && series.endsWith("_bucket");
        if (!given && !labels.getOrDefault(series, Set.of()).contains(label)) {
            wrong.add(series + " has no label " + label);
        }
    }

    @Test
    void everyPanelHasAPlaceOfItsOwn() throws IOException {
        JsonNode dashboard =
                new com.fasterxml.jackson.databind.json.JsonMapper().readTree(ObservabilityFiles.DASHBOARD.toFile());
        Set<String> taken = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").intValue())).isTrue();
            JsonNode at = panel.path("gridPos");
            for (int x = 0; x < at.path("w").intValue(); x++) {
                for (int y = 0; y < at.path("h").intValue(); y++) {
                    assertThat(taken.add((at.path("x").intValue() + x) + "/"
                                    + (at.path("y").intValue() + y)))
                            .as(panel.path("title").textValue())
                            .isTrue();
                }
            }
        }
    }

    /** Where the machine has Prometheus' own tool; CONTRIBUTING says how to get it. */
    @Test
    void promtoolAgreesWithTheAlerts() throws IOException, InterruptedException {
        String promtool = System.getProperty("promtool");
        assumeTrue(promtool != null, "-Dpromtool=PATH");
        Path folder = ObservabilityFiles.RULES.getParent();
        Process process = new ProcessBuilder(promtool, "test", "rules", "sluice.test.yml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
