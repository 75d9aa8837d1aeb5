package dev.sluice.app.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard and the alerts that ship. */
final class ObservabilityFiles {
    static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    static final Path RULES = HOME.resolve("deploy/observability/prometheus/sluice.rules.yml");
    static final Path DASHBOARD = HOME.resolve("deploy/observability/grafana/sluice.json");

    private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|kafka|jvm|process|system)_[a-z0-9_]+");

    private ObservabilityFiles() {}

    static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        new YAMLMapper()
                .readTree(RULES.toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    static List<String> dashboardExpressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        new JsonMapper()
                .readTree(DASHBOARD.toFile())
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").textValue())));
        return expressions;
    }

    /** Names of all metrics that dashboard and alerts ask for. */
    static Set<String> metrics() {
        try {
            List<String> expressions = dashboardExpressions();
            for (JsonNode alert : alerts()) {
                expressions.add(alert.path("expr").textValue());
            }
            Set<String> metrics = new TreeSet<>();
            for (String expression : expressions) {
                Matcher matcher = METRIC.matcher(expression.replaceAll("\"[^\"]*\"", "\"\""));
                while (matcher.find()) {
                    metrics.add(matcher.group());
                }
            }
            return metrics;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
