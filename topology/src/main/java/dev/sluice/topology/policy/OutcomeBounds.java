package dev.sluice.topology.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What feedback takes for much and little.
 *
 * @param drift when something has drifted
 * @param qa which posts a person looks at by chance
 */
public record OutcomeBounds(Drift drift, Qa qa) {
    /** What holds where the policies say nothing. */
    public static final OutcomeBounds DEFAULT =
            new OutcomeBounds(new Drift(7, 28, 20, 0.01, 1.5, 0.25), new Qa(0.001, 0.02));

    private static final String FILE = "outcomes.yaml";
    private static final int MOST_DAYS = 365;

    /**
     * When something has drifted.
     *
     * @param currentDays days of the current window
     * @param referenceDays days before it that it is held against
     * @param leastCases cases on each side below which nothing is said
     * @param significance how seldom chance alone may do it
     * @param hitRateRatio how many times as high or as low a hit rate must be
     * @param stability from which population stability index on
     */
    public record Drift(
            int currentDays,
            int referenceDays,
            int leastCases,
            double significance,
            double hitRateRatio,
            double stability) {}

    /**
     * Shares of the quality sample.
     *
     * @param allowed of posts that were let through or nudged
     * @param restricted of posts that were limited or removed
     */
    public record Qa(double allowed, double restricted) {}

    /**
     * Loads {@code outcomes.yaml}; {@link #DEFAULT} where there is no such file.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static OutcomeBounds load(Path policiesDir) {
        Path file = policiesDir.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return DEFAULT;
        }
        Fields fields = Fields.of(
                NodeReader.yaml(file.toString(), NodeReader.text(file)),
                "the bounds of outcomes",
                List.of("version", "drift", "qa"));
        fields.text("version");
        Fields drift = Fields.of(
                fields.node("drift"),
                "drift",
                List.of("currentDays", "referenceDays", "leastCases", "significance", "hitRateRatio", "stability"));
        Fields qa = Fields.of(fields.node("qa"), "qa", List.of("allowed", "restricted"));
        return new OutcomeBounds(
                new Drift(
                        drift.whole("currentDays", 1, MOST_DAYS),
                        drift.whole("referenceDays", 1, MOST_DAYS),
                        drift.whole("leastCases", 1, 1_000_000),
                        drift.number("significance", 0, 1),
                        drift.number("hitRateRatio", 1, 1_000),
                        drift.number("stability", 0, 100)),
                new Qa(qa.number("allowed", 0, 1), qa.number("restricted", 0, 1)));
    }
}
