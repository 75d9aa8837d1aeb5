package dev.sluice.app.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.timing.Stage;
import dev.sluice.escalation.timing.StageTimes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the bench of the sink measured. Throughput and costs are of what lies between the first and the last tenth, so that
 * the sink's start is not in them; the last mark is the end.
 *
 * @param packages packages sealed
 * @param recordBytes bytes of an escalation on the topic, on average
 * @param marks what was so far, at the start and after each tenth
 * @param settings how much was measured, on what
 */
public record SinkReport(long packages, long recordBytes, List<Mark> marks, Map<String, Object> settings) {
    /** Into how many parts a run is divided. */
    static final int PARTS = 10;

    /**
     * A moment of the run.
     *
     * @param sealed packages sealed by then
     * @param nanos the clock
     * @param cpuNanos CPU time of the process
     * @param writersNanos CPU time of the threads that write files
     * @param heapMiB heap in use
     * @param spent what stages have taken
     */
    record Mark(
            long sealed,
            long nanos,
            long cpuNanos,
            long writersNanos,
            long heapMiB,
            Map<Stage, StageTimes.Spent> spent) {
        static Mark now(long sealed, StageTimes times) {
            return new Mark(
                    sealed,
                    System.nanoTime(),
                    ProcessUse.ownCpuNanos(),
                    writers(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
                    times.spent());
        }

        private static long writers() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long nanos = 0;
            for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().startsWith(DurableFiles.WRITER_THREAD)) {
                    nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
                }
            }
            return nanos;
        }
    }

    private Mark first() {
        return marks.get(Math.min(1, marks.size() - 2));
    }

    private Mark last() {
        return marks.getLast();
    }

    private double each(long nanos) {
        return nanos / 1e6 / Math.max(1, last().sealed() - first().sealed());
    }

    /** Packages a second. */
    public double packagesPerSecond() {
        return (last().sealed() - first().sealed()) * 1e9 / (last().nanos() - first().nanos());
    }

    private double cpuMillis() {
        return each(last().cpuNanos() - first().cpuNanos());
    }

    private double wallMillis(Stage stage) {
        return each(spent(last(), stage).nanos() - spent(first(), stage).nanos());
    }

    /** The stage's own threads, and those that write files where that is what the stage does. */
    private double cpuMillis(Stage stage) {
        long nanos = spent(last(), stage).cpuNanos() - spent(first(), stage).cpuNanos();
        return each(stage == Stage.STORE ? nanos + last().writersNanos() - first().writersNanos() : nanos);
    }

    private static StageTimes.Spent spent(Mark mark, Stage stage) {
        return mark.spent().getOrDefault(stage, new StageTimes.Spent(0, 0));
    }

    /** Writes the fields of the JSON report. Its keys are a contract. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeNumberField("packages", packages);
        json.writeNumberField("recordBytes", recordBytes);
        json.writeNumberField("packagesPerSecond", rounded(packagesPerSecond()));
        json.writeNumberField("cpuMillisPerPackage", rounded(cpuMillis()));
        json.writeObjectFieldStart("stages");
        for (Stage stage : Stage.values()) {
            json.writeObjectFieldStart(stage.id());
            json.writeNumberField("millisPerPackage", rounded(wallMillis(stage)));
            json.writeNumberField("cpuMillisPerPackage", rounded(cpuMillis(stage)));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("heap");
        for (Mark mark : marks) {
            json.writeStartObject();
            json.writeNumberField("packages", mark.sealed());
            json.writeNumberField("heapMiB", mark.heapMiB());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, Object> value : new TreeMap<>(settings).entrySet()) {
            json.writeObjectField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    /** The report for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "sealed      %,d packages of records of %,d bytes: %,.0f packages/s, %.2f ms CPU each",
                packages,
                recordBytes,
                packagesPerSecond(),
                cpuMillis()));
        for (Stage stage : Stage.values()) {
            lines.add(String.format(
                    Locale.ROOT, "  %-9s %.3f ms, %.3f ms CPU", stage.id(), wallMillis(stage), cpuMillis(stage)));
        }
        StringBuilder heap = new StringBuilder("heap MiB   ");
        marks.forEach(mark -> heap.append(' ').append(mark.heapMiB()));
        lines.add(heap + " (at the start, and after each tenth)");
        return lines;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
