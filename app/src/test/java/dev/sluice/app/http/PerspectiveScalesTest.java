package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.http.perspective.Attribute;
import dev.sluice.app.http.scoring.Looks;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How our scales lie beside Perspective's own, on texts that carry its score: the tables of
 * {@code docs/migrate-from-perspective.md}. Takes a file of such texts: {@code -Dsluice.perspective.data=FILE}, gzipped
 * JSON lines with {@code text}, {@code perspective} and {@code labels.abuse}.
 */
@EnabledIfSystemProperty(named = "sluice.perspective.data", matches = ".+")
class PerspectiveScalesTest {
    private static final double[] THRESHOLDS = {0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

    private record Scored(double theirs, boolean abusive, double[] ours) {}

    @Test
    void ranksAndThresholds() throws IOException {
        Path file = Path.of(System.getProperty("sluice.perspective.data"));
        report("first look", file, text -> HttpFixture.ASSESSOR.assess(text.text(), text.language()));
        try (TransformerSecondLook second = AssessorLoader.secondLook(HttpFixture.ASSESSOR, ModelFolder.shipped())) {
            double[] ranks = report("both looks", file, new Looks(HttpFixture.ASSESSOR, second.riskAlone()));
            assertThat(ranks[Attribute.TOXICITY.ordinal()]).isGreaterThan(0.3);
        }
    }

    private static double[] report(String name, Path file, Function<Text, Assessment> assessor) throws IOException {
        List<Scored> all =
                read(file).parallelStream().map(line -> scored(line, assessor)).toList();
        System.out.printf(Locale.ROOT, "%n%s: %d texts%n", name, all.size());
        double[] theirs = all.stream().mapToDouble(Scored::theirs).toArray();
        double[] ranks = new double[Attribute.values().length];
        System.out.printf(Locale.ROOT, "AUC of their TOXICITY for abuse: %.3f%n", auc(all, theirs));
        for (Attribute attribute : Attribute.values()) {
            double[] ours = all.stream()
                    .mapToDouble(one -> one.ours()[attribute.ordinal()])
                    .toArray();
            ranks[attribute.ordinal()] = spearman(theirs, ours);
            System.out.printf(
                    Locale.ROOT,
                    "%-16s rank correlation %.3f, AUC for abuse %.3f%n",
                    attribute,
                    ranks[attribute.ordinal()],
                    auc(all, ours));
        }
        thresholds(all, theirs);
        return ranks;
    }

    /** For a threshold on their score, the one on ours that takes as many texts; and how far both take the same. */
    private static void thresholds(List<Scored> all, double[] theirs) {
        double[] ours = all.stream()
                .mapToDouble(one -> one.ours()[Attribute.TOXICITY.ordinal()])
                .toArray();
        double[] sorted = ours.clone();
        Arrays.sort(sorted);
        for (double threshold : THRESHOLDS) {
            int count = (int)
                    Arrays.stream(theirs).filter(value -> value >= threshold).count();
            double own = sorted[Math.max(0, sorted.length - Math.max(1, count))];
            long both = IntStream.range(0, ours.length)
                    .filter(i -> ours[i] >= own && theirs[i] >= threshold)
                    .count();
            System.out.printf(
                    Locale.ROOT,
                    "theirs %.2f takes %5d (%.2f%%): ours %.3f; both take %.0f%% of them%n",
                    threshold,
                    count,
                    100.0 * count / ours.length,
                    own,
                    100.0 * both / Math.max(1, count));
        }
    }

    private static Scored scored(JsonNode line, Function<Text, Assessment> assessor) {
        Assessment assessment = assessor.apply(new Text(line.path("text").textValue(), "en"));
        double[] ours = new double[Attribute.values().length];
        for (Attribute attribute : Attribute.values()) {
            ours[attribute.ordinal()] = attribute.score(assessment.risk());
        }
        return new Scored(
                line.path("perspective").doubleValue(), line.at("/labels/abuse").intValue() == 1, ours);
    }

    private static List<JsonNode> read(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode node = mapper.readTree(line);
                if (node.path("perspective").isNumber()) {
                    lines.add(node);
                }
            }
        }
        return lines;
    }

    /** Spearman's rank correlation: Pearson's of the ranks, ties at their mean. */
    private static double spearman(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static double auc(List<Scored> all, double[] scores) {
        double[] ranks = ranks(scores);
        double sum = 0;
        long positives = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (all.get(i).abusive()) {
                sum += ranks[i];
                positives++;
            }
        }
        long negatives = ranks.length - positives;
        return (sum - positives * (positives + 1) / 2.0) / (positives * (double) negatives);
    }

    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
