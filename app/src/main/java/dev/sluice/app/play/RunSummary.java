package dev.sluice.app.play;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.posts.EventLines;
import dev.sluice.topology.health.EventCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What became of a file of posts, with the equation that says that every event is answered.
 *
 * @param read lines read
 * @param events events published
 * @param tally what came out
 * @param duplicates events that were known already
 * @param outcomes decisions in force by outcome, a line of {@code decisions.jsonl} each; the tally counts all decisions
 * @param took from the first line to the last answer
 */
public record RunSummary(
        Lines read, Events events, Tally tally, long duplicates, Map<String, Long> outcomes, Duration took) {
    /**
     * Lines read.
     *
     * @param good lines that stand for an event
     * @param bad lines that were refused
     * @param ignoredKeys keys that are not part of the format, and how often they were seen
     */
    public record Lines(long good, long bad, Map<String, Long> ignoredKeys) {
        /** What these lines counted. */
        public static Lines of(EventLines lines, long refusedLater) {
            return new Lines(lines.good() - refusedLater, lines.bad() + refusedLater, lines.ignoredKeys());
        }
    }

    /** Events published, by kind. */
    public record Events(long posts, long edits, long deletes, long flags) {
        /** All of them. */
        public long all() {
            return posts + edits + deletes + flags;
        }
    }

    /**
     * A summary of what the topics hold and the pipeline counted. Duplicates leave no record, so they are counted by the
     * pipeline, which counts work again that it does again after a failure.
     */
    public static RunSummary of(
            Lines read,
            Events events,
            Tally tally,
            EventCounters.Totals totals,
            Map<String, Long> outcomes,
            Duration took) {
        long answered = tally.decisions() + tally.deadLetters();
        return new RunSummary(read, events, tally, duplicates(events.all(), answered, totals), outcomes, took);
    }

    /**
     * How many events were known already: what is left of the events, as far as the pipeline's own count bears that out.
     * Where nothing was done again, that count is what holds, and the equation tests it.
     */
    static long duplicates(long events, long answered, EventCounters.Totals totals) {
        long again = Math.max(0, totals.events() - events);
        long least = Math.max(0, totals.duplicates() - again);
        return Math.max(least, Math.min(totals.duplicates(), events - answered));
    }

    /** Decisions in force. */
    public long inForce() {
        return Tally.sum(outcomes);
    }

    /** Whether every event is answered. */
    public boolean balanced() {
        return events.all() == tally.decisions() + duplicates + tally.deadLetters();
    }

    /** The equation in words. */
    public String equation() {
        String secondLooks = tally.secondLooks() == 0
                ? ""
                : String.format(java.util.Locale.ROOT, "; %,d decided again after a second look", tally.secondLooks());
        String people = tally.byPeople() == 0
                ? ""
                : String.format(java.util.Locale.ROOT, "; %,d decided again by people", tally.byPeople());
        return String.format(
                java.util.Locale.ROOT,
                "%,d events in = %,d decisions + %,d duplicates + %,d dead letters%s%s%s",
                events.all(),
                tally.decisions(),
                duplicates,
                tally.deadLetters(),
                balanced() ? "" : "  DOES NOT BALANCE",
                secondLooks,
                people);
    }

    /** Writes {@code summary.json}'s fields. Its keys are a contract. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("lines");
        json.writeNumberField("good", read.good());
        json.writeNumberField("bad", read.bad());
        counts(json, "ignoredKeys", read.ignoredKeys());
        json.writeEndObject();
        json.writeObjectFieldStart("events");
        json.writeNumberField("all", events.all());
        json.writeNumberField("posts", events.posts());
        json.writeNumberField("edits", events.edits());
        json.writeNumberField("deletes", events.deletes());
        json.writeNumberField("flags", events.flags());
        json.writeEndObject();
        json.writeObjectFieldStart("answers");
        json.writeNumberField("decisions", tally.decisions());
        json.writeNumberField("duplicates", duplicates);
        json.writeNumberField("deadLetters", tally.deadLetters());
        json.writeBooleanField("balanced", balanced());
        json.writeEndObject();
        json.writeObjectFieldStart("decisions");
        json.writeNumberField("inForce", inForce());
        json.writeNumberField("afterSecondLook", tally.secondLooks());
        json.writeNumberField("byPeople", tally.byPeople());
        json.writeNumberField("superseded", tally.decisions() + tally.secondLooks() + tally.byPeople() - inForce());
        counts(json, "outcomes", outcomes);
        counts(json, "allOutcomes", tally.outcomes());
        json.writeEndObject();
        counts(json, "actions", tally.actions());
        json.writeObjectFieldStart("reviews");
        counts(json, "openedByQueue", tally.queues());
        json.writeNumberField("withdrawn", tally.withdrawn());
        json.writeEndObject();
        counts(json, "cases", tally.cases());
        json.writeNumberField("mediations", tally.mediations());
        json.writeObjectFieldStart("escalations");
        json.writeNumberField("all", tally.escalations());
        json.writeNumberField("sealed", tally.sealedEvidence());
        json.writeNumberField("putAside", tally.putAside());
        counts(json, "byCategory", tally.escalationsByCategory());
        json.writeEndObject();
        counts(json, "deadLettersByReason", tally.deadLettersByReason());
        json.writeNumberField("seconds", took.toMillis() / 1000.0);
    }

    private static void counts(JsonGenerator json, String field, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }
}
