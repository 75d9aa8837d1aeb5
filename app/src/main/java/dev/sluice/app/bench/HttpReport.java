package dev.sluice.app.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the bench of HTTP intake measured.
 *
 * @param phases one after the other
 * @param acknowledged posts that were answered with 202, in all phases
 * @param present how many of those are in Kafka
 * @param records records in the topic, those that were not acknowledged included
 * @param wrk what wrk printed; empty where it is not there
 */
public record HttpReport(List<Phase> phases, long acknowledged, long present, long records, String wrk) {
    private static final double NANOS = 1e9;

    /**
     * A phase.
     *
     * @param name what it was
     * @param seconds how long it took
     * @param acknowledged posts that were answered with 202
     * @param refused answered with something else, or not at all
     * @param latencies in ms at 50%, 99% and 99.9%; empty where nobody measured
     * @param serve CPU seconds of the process
     * @param broker CPU seconds of the broker
     * @param client CPU seconds of whoever asked
     */
    public record Phase(
            String name,
            double seconds,
            long acknowledged,
            long refused,
            List<Long> latencies,
            double serve,
            double broker,
            double client) {
        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%-28s %8.0f/s %9d %7d  %-16s %7.1f %7.1f %7.1f  %5.0f µs",
                    name,
                    acknowledged / seconds,
                    acknowledged,
                    refused,
                    latencies.isEmpty() ? "-" : latencies.get(0) + " / " + latencies.get(1) + " / " + latencies.get(2),
                    serve,
                    broker,
                    client,
                    serve / Math.max(1, acknowledged) * 1e6);
        }
    }

    /** CPU seconds. */
    static double seconds(long nanos) {
        return nanos / NANOS;
    }

    /** Acknowledged posts that are not in Kafka. */
    public long lost() {
        return acknowledged - present;
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %10s %9s %7s  %-16s %7s %7s %7s  %8s",
                "phase",
                "rate",
                "202",
                "other",
                "ms 50/99/99.9%",
                "serve",
                "broker",
                "client",
                "a post"));
        phases.forEach(phase -> lines.add(phase.line()));
        lines.add("CPU seconds of serve, broker and client; the last column is CPU time of serve for each post");
        lines.add("acknowledged " + acknowledged + ", of those in Kafka " + present + ", lost " + lost()
                + "; records in the topic " + records);
        return lines;
    }

    /** For programs. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeNumberField("acknowledged", acknowledged);
        json.writeNumberField("present", present);
        json.writeNumberField("lost", lost());
        json.writeNumberField("records", records);
        json.writeArrayFieldStart("phases");
        for (Phase phase : phases) {
            json.writeStartObject();
            json.writeStringField("name", phase.name());
            json.writeNumberField("seconds", phase.seconds());
            json.writeNumberField("acknowledged", phase.acknowledged());
            json.writeNumberField("refused", phase.refused());
            json.writeArrayFieldStart("latencyMillis");
            for (long latency : phase.latencies()) {
                json.writeNumber(latency);
            }
            json.writeEndArray();
            json.writeNumberField("serveCpuSeconds", phase.serve());
            json.writeNumberField("brokerCpuSeconds", phase.broker());
            json.writeNumberField("clientCpuSeconds", phase.client());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!wrk.isEmpty()) {
            json.writeStringField("wrk", wrk);
        }
    }
}
