package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A versioned file of rules.
 *
 * @param name id of the pack
 * @param version semantic version
 * @param sha256 SHA-256 of the file, in hexadecimal
 * @param caps for each group, as {@code pack.group}, the most that its rules add together, in log-odds
 * @param rules its rules
 */
public record RulePack(String name, String version, String sha256, Map<String, Float> caps, List<Rule> rules) {
    /** Copies the collections. */
    public RulePack {
        caps = Map.copyOf(caps);
        rules = List.copyOf(rules);
    }

    /**
     * Reads and checks a pack.
     *
     * @throws dev.sluice.classifiers.MalformedDataException naming file, line, value and what is allowed
     * @throws IOException where the file cannot be read
     */
    public static RulePack load(Path file) throws IOException {
        return RulePackReader.read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    /**
     * An example that does not hold.
     *
     * @param rule id of the rule
     * @param source file and line of the rule
     * @param example the example, as written in the pack
     * @param shouldMatch whether the rule should have matched it
     * @param reason where the rule could not be run on it: why; else empty
     */
    public record Failure(String rule, String source, String example, boolean shouldMatch, String reason) {
        @Override
        public String toString() {
            String wrong = shouldMatch ? "does not match its example" : "matches its counter-example";
            return source + ": rule '" + rule + "' " + wrong + " '" + example + "'" + reason;
        }
    }

    /** Runs every example of every rule; empty where all hold. Examples are taken to be in the rule's language. */
    public List<Failure> check() {
        RuleClassifier classifier = new RuleClassifier(List.of(this));
        Folder folder = new Folder();
        List<Failure> failures = new ArrayList<>();
        for (Rule rule : rules) {
            for (String example : rule.match()) {
                run(classifier, folder, rule, example, true, failures);
            }
            for (String example : rule.miss()) {
                run(classifier, folder, rule, example, false, failures);
            }
        }
        return failures;
    }

    private static void run(
            RuleClassifier classifier,
            Folder folder,
            Rule rule,
            String example,
            boolean shouldMatch,
            List<Failure> failures) {
        FoldedText text = folder.fold(example);
        boolean matched = false;
        String reason = "";
        for (Finding finding : classifier.classify(text)) {
            switch (finding) {
                case Finding.Signal signal -> matched |= rule.id().equals(signal.rule());
                case Finding.Unavailable unavailable -> reason = " (" + unavailable.reason() + ")";
            }
        }
        if (matched != shouldMatch || !reason.isEmpty()) {
            failures.add(new Failure(rule.id(), rule.source(), example, shouldMatch, reason));
        }
    }
}
