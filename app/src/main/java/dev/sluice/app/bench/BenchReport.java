package dev.sluice.app.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bench measured; medians over the repetitions.
 *
 * @param identity drains of the identity topology
 * @param pipeline drains of the pipeline, each beside the identity's of the same number
 * @param stages CPU microseconds of the stream threads for each post, by stage; measured in a drain of its own
 * @param latency latency at half of the pipeline's throughput
 * @param memory memory of the processes
 * @param versions versions of what ran
 * @param settings how much was measured, on what
 */
public record BenchReport(
        List<Drain.Figures> identity,
        List<Drain.Figures> pipeline,
        Map<String, Double> stages,
        Latency latency,
        Memory memory,
        Map<String, String> versions,
        Map<String, Object> settings) {

    /** Latency in milliseconds at a rate of posts a second. */
    public record Latency(double postsPerSecond, long posts, long answered, long p50, long p99, long p999) {}

    /** Memory in MiB: the most heap in use that was seen, the most resident of this process and of the broker. */
    public record Memory(long heapMiB, long rssMiB, long brokerRssMiB) {}

    /** The pipeline's throughput as a share of the identity's. */
    public double ratio() {
        return throughput(pipeline) / throughput(identity);
    }

    static double throughput(List<Drain.Figures> drains) {
        return median(drains.stream().map(Drain.Figures::postsPerSecond).toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.naturalOrder());
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Writes the fields of the JSON report. Its keys are a contract. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("identity");
        writeDrains(json, identity);
        json.writeEndObject();
        json.writeObjectFieldStart("pipeline");
        writeDrains(json, pipeline);
        json.writeObjectFieldStart("latencyMs");
        json.writeNumberField("p50", latency.p50());
        json.writeNumberField("p99", latency.p99());
        json.writeNumberField("p999", latency.p999());
        json.writeNumberField("atPostsPerSecond", rounded(latency.postsPerSecond()));
        json.writeNumberField("posts", latency.posts());
        json.writeNumberField("answered", latency.answered());
        json.writeEndObject();
        json.writeEndObject();
        json.writeNumberField("ratio", Math.round(ratio() * 1000) / 1000.0);
        json.writeObjectFieldStart("stages");
        for (Map.Entry<String, Double> stage : stages.entrySet()) {
            json.writeObjectFieldStart(stage.getKey());
            json.writeNumberField("microsPerPost", rounded(stage.getValue()));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("heapMiB", memory.heapMiB());
        json.writeNumberField("rssMiB", memory.rssMiB());
        json.writeNumberField("brokerRssMiB", memory.brokerRssMiB());
        writeValues(json, "versions", versions);
        writeValues(json, "settings", settings);
    }

    private static void writeValues(JsonGenerator json, String field, Map<String, ?> values) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, ?> value : new TreeMap<>(values).entrySet()) {
            json.writeObjectField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    /** The report for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(drainLine("identity", identity));
        lines.add(drainLine("pipeline", pipeline));
        lines.add(String.format(Locale.ROOT, "ratio       %.3f", ratio()));
        lines.add(String.format(
                Locale.ROOT,
                "latency     p50 %d ms, p99 %d ms, p99.9 %d ms at %,.0f posts/s (%,d of %,d posts answered)",
                latency.p50(),
                latency.p99(),
                latency.p999(),
                latency.postsPerSecond(),
                latency.answered(),
                latency.posts()));
        stages.forEach((stage, micros) ->
                lines.add(String.format(Locale.ROOT, "stage       %-24s %7.2f µs a post", stage, micros)));
        lines.add(String.format(
                Locale.ROOT,
                "memory      heap %d MiB, resident %d MiB, broker %d MiB",
                memory.heapMiB(),
                memory.rssMiB(),
                memory.brokerRssMiB()));
        return lines;
    }

    private static String drainLine(String name, List<Drain.Figures> drains) {
        return String.format(
                Locale.ROOT,
                "%-11s %,.0f posts/s (%,.0f to %,.0f), %.1f µs CPU a post",
                name,
                throughput(drains),
                drains.stream().mapToDouble(Drain.Figures::postsPerSecond).min().orElse(0),
                drains.stream().mapToDouble(Drain.Figures::postsPerSecond).max().orElse(0),
                median(drains.stream().map(Drain.Figures::cpuMicros).toList()));
    }

    private static void writeDrains(JsonGenerator json, List<Drain.Figures> drains) throws IOException {
        json.writeNumberField("postsPerSecond", rounded(throughput(drains)));
        json.writeNumberField(
                "cpuMicrosPerPost",
                rounded(median(drains.stream().map(Drain.Figures::cpuMicros).toList())));
        json.writeNumberField(
                "appCpuMicrosPerPost",
                rounded(median(drains.stream().map(Drain.Figures::appMicros).toList())));
        json.writeNumberField(
                "brokerCpuMicrosPerPost",
                rounded(median(drains.stream().map(Drain.Figures::brokerMicros).toList())));
        json.writeArrayFieldStart("reps");
        for (Drain.Figures drain : drains) {
            json.writeNumber(rounded(drain.postsPerSecond()));
        }
        json.writeEndArray();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
