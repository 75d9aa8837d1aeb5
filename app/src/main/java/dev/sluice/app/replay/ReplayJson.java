package dev.sluice.app.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A replay's report as one JSON object; its keys are stable. */
public final class ReplayJson {
    private ReplayJson() {}

    /** Writes all fields between the braces. */
    public static void write(JsonGenerator json, ReplayReport report) throws IOException {
        json.writeNumberField("decided", report.decided());
        json.writeNumberField("differences", report.differences());
        json.writeNumberField("kept", report.kept());
        json.writeNumberField("withoutFacts", report.withoutFacts());
        json.writeObjectFieldStart("changes");
        for (Change change : Change.values()) {
            json.writeNumberField(id(change), report.counts().changes().getOrDefault(change, 0L));
        }
        json.writeEndObject();
        counts(json, "outcomes", report.counts().outcomes());
        counts(json, "rules", report.counts().rules());
        json.writeObjectFieldStart("communities");
        for (Map.Entry<String, Map<Change, Long>> community :
                report.counts().communities().entrySet()) {
            json.writeObjectFieldStart(community.getKey());
            for (Map.Entry<Change, Long> change : community.getValue().entrySet()) {
                json.writeNumberField(id(change.getKey()), change.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("verdicts");
        json.writeNumberField("ruled", report.agreement().ruled());
        json.writeNumberField("agreed", report.agreement().before());
        json.writeNumberField("wouldAgree", report.agreement().now());
        json.writeEndObject();
        load(json, report.load());
        assessed(json, report.assessed());
        samples(json, report.samples());
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void load(JsonGenerator json, ReplayReport.Load load) throws IOException {
        json.writeObjectFieldStart("reviewers");
        json.writeNumberField("cases", load.casesBefore());
        json.writeNumberField("wouldBeCases", load.casesNow());
        json.writeNumberField("casesPerDay", load.perDay(load.casesBefore()));
        json.writeNumberField("wouldBeCasesPerDay", load.perDay(load.casesNow()));
        json.writeEndObject();
    }

    private static void assessed(JsonGenerator json, ReplayReport.@Nullable Assessed assessed) throws IOException {
        if (assessed == null) {
            json.writeNullField("assessed");
            return;
        }
        json.writeObjectFieldStart("assessed");
        json.writeStringField("models", assessed.models());
        json.writeNumberField("withoutText", assessed.withoutText());
        json.writeNumberField("secondLooks", assessed.secondLooks());
        json.writeNumberField("wouldBeSecondLooks", assessed.secondLooksNow());
        json.writeEndObject();
    }

    private static void samples(JsonGenerator json, Map<Change, List<ReplayReport.Sample>> samples) throws IOException {
        json.writeObjectFieldStart("samples");
        for (Map.Entry<Change, List<ReplayReport.Sample>> some : samples.entrySet()) {
            json.writeArrayFieldStart(id(some.getKey()));
            for (ReplayReport.Sample sample : some.getValue()) {
                json.writeStartObject();
                json.writeStringField("post", sample.post());
                json.writeStringField("decision", sample.decision());
                json.writeStringField("community", sample.community());
                json.writeStringField("was", sample.before());
                json.writeStringField("wouldBe", sample.now());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String id(Change change) {
        return change.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
