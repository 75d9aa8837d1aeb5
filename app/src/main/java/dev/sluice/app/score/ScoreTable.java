package dev.sluice.app.score;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was found in each text, for people: a line of risks, then a line for each finding. */
public final class ScoreTable implements ScoreSink {
    private static final int SHOWN_SPANS = 3;
    private static final int SHOWN_CODE_POINTS = 40;

    private final PrintStream output;

    /** Writes tables here. */
    public ScoreTable(PrintStream output) {
        this.output = output;
    }

    @Override
    public void write(String id, String text, Assessment assessment) {
        output.println(id + " (" + assessment.textLength() + " characters, language "
                + assessment.language().code() + ")");
        StringBuilder risks = new StringBuilder("  risk     ");
        for (Category category : Category.values()) {
            risks.append(String.format(
                    Locale.ROOT, "  %s %.2f", category.id(), assessment.risk().of(category)));
        }
        output.println(risks);
        for (Finding finding : assessment.findings()) {
            output.println("  " + row(text, finding));
        }
        if (assessment.assessedLength() < assessment.textLength()) {
            output.println("  cut        only the first " + assessment.assessedLength() + " characters were read");
        }
    }

    @Override
    public void flush() {
        output.flush();
    }

    private static String row(String text, Finding finding) {
        return switch (finding) {
            case Finding.Signal signal ->
                String.format(
                        Locale.ROOT,
                        "%-10s %s  %-12s %s%s",
                        signal.category().id(),
                        score(signal.score()),
                        signal.detector(),
                        signal.explanation(),
                        quotes(text, signal.spans()));
            case Finding.Unavailable missing ->
                String.format(Locale.ROOT, "%-10s %s: %s", "no answer", missing.detector(), missing.reason());
        };
    }

    private static String score(Finding.Score score) {
        return switch (score) {
            case Finding.Score.Probability(float value) -> String.format(Locale.ROOT, "p %5.2f", value);
            case Finding.Score.Weight(float value) -> String.format(Locale.ROOT, "w %+5.2f", value);
        };
    }

    private static String quotes(String text, List<Span> spans) {
        if (spans.isEmpty()) {
            return "";
        }
        return spans.stream()
                .limit(SHOWN_SPANS)
                .map(span -> "“" + quote(text, span) + "” at " + span.start() + "–" + span.end())
                .collect(Collectors.joining(", ", "  ", spans.size() > SHOWN_SPANS ? ", …" : ""));
    }

    private static String quote(String text, Span span) {
        StringBuilder quote = new StringBuilder();
        text.codePoints()
                .skip(span.start())
                .limit(Math.min(SHOWN_CODE_POINTS, span.end() - span.start()))
                .forEach(c -> quote.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return quote.toString();
    }
}
