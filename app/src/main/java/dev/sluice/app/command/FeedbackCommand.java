package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.outcomes.Drift;
import dev.sluice.app.outcomes.Feedback;
import dev.sluice.app.outcomes.LabelledPosts;
import dev.sluice.app.outcomes.OutcomeData;
import dev.sluice.app.outcomes.Thresholds;
import dev.sluice.app.outcomes.TrainingExport;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.outcomes.statistics.Proportion;
import dev.sluice.topology.policy.OutcomeBounds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice feedback}: what people's verdicts say about rules and models. */
@Command(
        name = "feedback",
        description = "Say how often people agree with rules and models; export their verdicts.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice feedback report --config sluice.yaml"})
final class FeedbackCommand extends Group {
    private final Terminal terminal;

    FeedbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "report",
            description = "Print how often people agreed, by rule, category and models, and drift.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Intervals hold 95 of 100 times. The exit code is 1 where something has",
                "drifted; the bounds are in outcomes.yaml of the policies.",
                "",
                "Example:  ./sluice feedback report --config sluice.yaml"
            })
    int report(
            @Mixin OutcomeSource source,
            @Option(names = "--policies", paramLabel = "DIR", description = "Policies; default: the shipped ones.")
                    @Nullable
                    Path policies,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        Logging.quiet();
        OutcomeData data = source.read();
        Feedback feedback = Feedback.of(data.labels());
        OutcomeBounds bounds = OutcomeBounds.load(Home.policies(policies));
        List<Drift.Alarm> alarms = Drift.alarms(data, Drift.end(data), bounds.drift());
        if (json) {
            new JsonLines(terminal.out()).write(generator -> write(generator, data, feedback, alarms));
        } else {
            print(data, feedback, alarms);
        }
        return alarms.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    @Command(
            name = "thresholds",
            description = "Recommend thresholds for posts to go to people, for what they can look at.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Recall is known only where the quality sample has drawn posts that were let",
                "through.",
                "",
                "Example:  ./sluice feedback thresholds --config sluice.yaml --capacity 200"
            })
    int thresholds(
            @Mixin OutcomeSource source,
            @Option(
                            names = "--capacity",
                            required = true,
                            paramLabel = "CASES",
                            description = "Cases a day that people can look at, for each category alone.")
                    double capacity,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        Logging.quiet();
        if (!(capacity > 0)) {
            throw CommandException.usage("--capacity is " + capacity + "; allowed: more than 0");
        }
        OutcomeData data = source.read();
        long days = data.days().stream().map(day -> day.getStartAt()).distinct().count();
        if (days == 0) {
            throw CommandException.usage("no day was counted; allowed: a deployment or a folder with reports");
        }
        List<Thresholds.Recommendation> recommendations = Thresholds.of(data, capacity, days);
        if (json) {
            new JsonLines(terminal.out()).write(generator -> {
                generator.writeNumberField("days", days);
                generator.writeNumberField("capacity", capacity);
                generator.writeArrayFieldStart("categories");
                for (Thresholds.Recommendation each : recommendations) {
                    write(generator, each);
                }
                generator.writeEndArray();
            });
            return ExitCode.OK;
        }
        line("%d day%s, at most %.0f cases a day for each category", days, days == 1 ? "" : "s", capacity);
        line(
                "%-12s %9s %12s %10s %17s %8s %8s",
                "category", "from", "cases a day", "precision", "95 %", "recall", "labels");
        for (Thresholds.Recommendation each : recommendations) {
            line(
                    "%-12s %9.2f %12.1f %10s %17s %8s %8d",
                    each.category(),
                    each.threshold(),
                    each.casesPerDay(),
                    rate(each.precision()),
                    each.labels() == 0
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.3f to %.3f",
                                    each.interval().low(),
                                    each.interval().high()),
                    rate(each.recall()),
                    each.labels());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "export",
            description = "Write posts that people have judged, as training data for ./sluice train.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Words come from the topic of posts, or from --posts with --results. Posts",
                "that were deleted, or that the platform has labelled training: no, are left",
                "out. A name that ends in .gz is compressed, as train wants it.",
                "",
                "Example:  ./sluice feedback export --config sluice.yaml",
                "            --output feedback.jsonl.gz"
            })
    int export(
            @Mixin OutcomeSource source,
            @Option(names = "--posts", paramLabel = "FILE", description = "The posts that were run; with --results.")
                    @Nullable
                    Path posts,
            @Option(names = "--output", required = true, paramLabel = "FILE", description = "The training data.")
                    Path output)
            throws IOException {
        Logging.quiet();
        TrainingExport export = new TrainingExport(source.read().labels());
        if (source.folder() == null) {
            LabelledPosts.ofTopics(source.config(), export::take);
        } else if (posts == null) {
            throw CommandException.usage(
                    "needs --posts FILE with --results: results hold no words of posts let through");
        } else {
            LabelledPosts.ofFile(posts, export::take);
        }
        TrainingExport.Result result;
        try (OutputStream file = Files.newOutputStream(output);
                JsonLines lines = new JsonLines(compressed(file, output))) {
            result = export.writeTo(lines);
        }
        line(
                "%,d posts written to %s; %,d left out because their words may not be kept, %,d because they are gone",
                result.posts(), output, result.barred(), result.gone());
        return ExitCode.OK;
    }

    private static OutputStream compressed(OutputStream file, Path output) throws IOException {
        return output.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file;
    }

    private void print(OutcomeData data, Feedback feedback, List<Drift.Alarm> alarms) {
        line("%,d labels, %,d of them drawn by chance", data.labels().size(), feedback.sampled());
        table("by rule", feedback.byRule());
        table("by category, at one half and above", feedback.byCategory());
        table("by models", feedback.byModel());
        line("");
        line("%-40s %s", "appeals that changed nothing", text(feedback.appeals()));
        feedback.estimates().forEach((name, estimate) -> line("%-40s %s", name, text(estimate)));
        if (feedback.sampled() == 0) {
            line("No quality sample: accuracy and recall are not known.");
        }
        line("");
        alarms.forEach(alarm -> line("DRIFT  %s of %s %s", alarm.what(), alarm.of(), alarm.detail()));
        line(alarms.isEmpty() ? "nothing has drifted" : alarms.size() + " alarms");
    }

    private void table(String title, Map<String, Proportion> rows) {
        line("");
        line("%s", title);
        if (rows.isEmpty()) {
            line("  no verdicts yet");
        }
        rows.forEach((name, proportion) -> line("  %-38s %s", name, text(proportion)));
    }

    private static String text(Proportion proportion) {
        if (proportion.cases() == 0) {
            return "-";
        }
        return String.format(
                Locale.ROOT,
                "%.3f  (%.3f to %.3f), %d upheld, %d overturned",
                proportion.rate(),
                proportion.interval().low(),
                proportion.interval().high(),
                proportion.successes(),
                proportion.cases() - proportion.successes());
    }

    private static void write(JsonGenerator json, OutcomeData data, Feedback feedback, List<Drift.Alarm> alarms)
            throws IOException {
        json.writeNumberField("labels", data.labels().size());
        json.writeNumberField("sampled", feedback.sampled());
        write(json, "byRule", feedback.byRule());
        write(json, "byCategory", feedback.byCategory());
        write(json, "byModels", feedback.byModel());
        write(json, "estimates", feedback.estimates());
        write(json, "appeals", Map.of("unchanged", feedback.appeals()));
        json.writeArrayFieldStart("drift");
        for (Drift.Alarm alarm : alarms) {
            json.writeStartObject();
            json.writeStringField("what", alarm.what());
            json.writeStringField("of", alarm.of());
            json.writeStringField("detail", alarm.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String field, Map<String, Proportion> rows) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Proportion> row : rows.entrySet()) {
            Proportion proportion = row.getValue();
            json.writeObjectFieldStart(row.getKey());
            json.writeNumberField("cases", proportion.cases());
            json.writeNumberField("upheld", proportion.successes());
            if (proportion.cases() > 0) {
                json.writeNumberField("rate", proportion.rate());
                json.writeNumberField("low", proportion.interval().low());
                json.writeNumberField("high", proportion.interval().high());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Thresholds.Recommendation each) throws IOException {
        json.writeStartObject();
        json.writeStringField("category", each.category());
        json.writeNumberField("threshold", each.threshold());
        json.writeNumberField("casesPerDay", each.casesPerDay());
        number(json, "precision", each.precision());
        json.writeNumberField("low", each.interval().low());
        json.writeNumberField("high", each.interval().high());
        number(json, "recall", each.recall());
        json.writeNumberField("labels", each.labels());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String field, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    private static String rate(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void line(String format, Object... values) {
        terminal.out().println(String.format(Locale.ROOT, format, values));
    }
}
