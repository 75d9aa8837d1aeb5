package dev.sluice.app.outcomes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.posts.InputException;
import dev.sluice.app.topics.TopicScan;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels and reports, each of them once.
 *
 * @param labels what people found
 * @param days what happened in each community, by day, in the order of communities and days
 */
public record OutcomeData(List<Label> labels, List<CommunityReport> days) {
    /** The file of labels in a folder of results. */
    public static final String LABELS = "labels.jsonl";

    /** The file of reports in a folder of results. */
    public static final String REPORTS = "report.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the lists. */
    public OutcomeData {
        labels = List.copyOf(labels);
        days = List.copyOf(days);
    }

    private static OutcomeData of(Collection<Label> labels, Collection<CommunityReport> reports) {
        Map<String, Label> byId = new LinkedHashMap<>();
        labels.forEach(label -> byId.put(label.getId(), label));
        Map<String, CommunityReport> newest = new TreeMap<>();
        reports.stream()
                .filter(report -> report.getWindow() == ReportWindow.DAY)
                .forEach(report -> newest.put(report.getId(), report));
        return new OutcomeData(List.copyOf(byId.values()), List.copyOf(newest.values()));
    }

    /**
     * What a run has written into its folder.
     *
     * @throws InputException naming file and line where it is no such folder, or a line cannot be read
     */
    public static OutcomeData ofFolder(Path folder) throws IOException {
        Path reports = folder.resolve(REPORTS);
        if (!Files.isRegularFile(reports)) {
            throw new InputException(
                    folder + " has no " + REPORTS + "; allowed: a folder that ./sluice run --embedded has written");
        }
        List<CommunityReport> all = new ArrayList<>();
        try {
            for (JsonNode report : JSON.readTree(reports.toFile()).path("reports")) {
                all.add(OutcomeJson.report(report));
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            throw new InputException(reports + " cannot be read as reports; allowed: the file as run has written it");
        }
        return of(labels(folder.resolve(LABELS)), all);
    }

    private static List<Label> labels(Path file) throws IOException {
        List<Label> labels = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return labels;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    labels.add(OutcomeJson.label(line));
                } catch (IllegalArgumentException e) {
                    throw new InputException(file + ":" + number + " is no label: " + e.getMessage());
                }
            }
        }
        return labels;
    }

    /**
     * What the topics of a cluster hold now.
     *
     * @param client settings of the Kafka client
     * @param prefix what the deployment puts before topic names
     */
    public static OutcomeData ofTopics(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        List<Label> labels = new ArrayList<>();
        Map<String, CommunityReport> reports = new LinkedHashMap<>();
        try (TopicScan scan = new TopicScan(client, registry, prefix)) {
            scan.read(TopicCatalogue.LABELS, labels::add);
            scan.read(TopicCatalogue.REPORTS, report -> reports.put(report.getId(), report));
        }
        return of(labels, reports.values());
    }

    /**
     * The part within a period and of some community.
     *
     * @param from first moment of the period
     * @param to first moment after it
     * @param community the community; null for all
     */
    public OutcomeData within(Instant from, Instant to, @Nullable String community) {
        return new OutcomeData(
                labels.stream()
                        .filter(label -> isWithin(label.getRuledAt(), from, to))
                        .filter(label -> community == null || community.equals(label.getCommunity()))
                        .toList(),
                days.stream()
                        .filter(report -> isWithin(report.getStartAt(), from, to))
                        .filter(report -> community == null || community.equals(report.getCommunity()))
                        .toList());
    }

    private static boolean isWithin(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** The counts of all its days together. */
    public Tallies tallies() {
        Map<String, Long> sums = new TreeMap<>();
        for (CommunityReport day : days) {
            day.getCounts().forEach((name, count) -> sums.merge(name, count, Long::sum));
        }
        return new Tallies(sums);
    }

    /** Communities that something was counted in. */
    public List<String> communities() {
        return days.stream()
                .map(CommunityReport::getCommunity)
                .distinct()
                .sorted()
                .toList();
    }
}
