package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code score} of a rule. */
final class ScoreReader {
    static final List<String> KEYS = List.of("threshold", "caps", "parts");
    static final List<String> PART = List.of("part", "when", "weight", "group");

    /** As many as a reviewer can add up. */
    static final int MAX_PARTS = 50;

    private static final Pattern ID = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final String ID_ALLOWED = "lower-case letters and digits, with '.', '-' or '_' between";
    private static final double LARGEST = 1_000;

    private final Fields rule;
    private final Map<String, String> texts;

    /**
     * Creates the reader.
     *
     * @param texts the texts of the files that the rule may stand in, by source
     */
    ScoreReader(Fields rule, Map<String, String> texts) {
        this.rule = rule;
        this.texts = texts;
    }

    /**
     * A score and its parsed parts.
     *
     * @param score ready to be evaluated
     * @param defamation what of it rests on defamation, or null
     */
    record Checked(Score score, @Nullable String defamation) {}

    Checked read() {
        Fields score = Fields.of(rule.node("score"), "score of " + rule.what(), KEYS);
        double threshold = above0(score, "threshold");
        Map<String, Double> caps = caps(score);
        List<Score.Part> parts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> groups = new HashSet<>();
        String defamation = null;
        for (Node node : score.items("parts")) {
            Fields fields = Fields.of(node, "a part of the " + score.what(), PART);
            String id = fields.text("part", ID, ID_ALLOWED);
            if (!ids.add(id)) {
                throw fields.place("part").error("part '" + id + "' of the " + score.what() + " is given twice");
            }
            fields = fields.named("part '" + id + "' of the " + score.what());
            ConditionCompiler.Checked when =
                    ConditionCompiler.compile(fields.scalar("when"), "key 'when' of " + fields.what(), texts);
            defamation = defamation == null ? when.expressions().defamation() : defamation;
            String group = group(fields, caps);
            if (group != null) {
                groups.add(group);
            }
            parts.add(new Score.Part(id, when.condition(), weight(fields), group));
        }
        requireSense(score, new Score(threshold, caps, parts), groups);
        return new Checked(new Score(threshold, caps, parts), defamation);
    }

    private static void requireSense(Fields score, Score read, Set<String> groups) {
        if (read.parts().isEmpty() || read.parts().size() > MAX_PARTS) {
            throw score.place("parts")
                    .error("there are " + read.parts().size() + " parts in the " + score.what() + "; allowed: 1 to "
                            + MAX_PARTS);
        }
        for (String group : read.caps().keySet()) {
            if (!groups.contains(group)) {
                throw score.place("caps")
                        .error("key 'caps' of the " + score.what() + " names group '" + group
                                + "', which no part is in");
            }
        }
        if (!read.canReach(guard -> true)) {
            throw score.place("threshold")
                    .error("key 'threshold' of the " + score.what() + " is " + read.threshold()
                            + ", which the parts can never reach; allowed: at most what they add up to, caps minded");
        }
    }

    private static Map<String, Double> caps(Fields score) {
        Map<String, Double> caps = new LinkedHashMap<>();
        if (!score.has("caps")) {
            return caps;
        }
        if (!(score.node("caps") instanceof Mapping mapping)) {
            throw score.wrong("caps", "a mapping of groups to numbers, such as {words: 2}");
        }
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!ID.matcher(entry.getKey()).matches()) {
                throw entry.getValue()
                        .keyPlace()
                        .error("group '" + entry.getKey() + "' of the " + score.what() + "; allowed: " + ID_ALLOWED);
            }
        }
        Fields given = Fields.of(
                mapping,
                "caps of the " + score.what(),
                List.copyOf(mapping.entries().keySet()));
        given.entries().keySet().forEach(group -> caps.put(group, above0(given, group)));
        return caps;
    }

    private static double above0(Fields fields, String key) {
        double number = fields.number(key, 0, LARGEST);
        if (number == 0) {
            throw fields.wrong(key, "a number above 0, at most " + (long) LARGEST);
        }
        return number;
    }

    private static double weight(Fields part) {
        double weight = part.number("weight", -LARGEST, LARGEST);
        if (weight == 0) {
            throw part.wrong("weight", "a number other than 0");
        }
        return weight;
    }

    private static @Nullable String group(Fields part, Map<String, Double> caps) {
        String group = part.textOrNull("group");
        if (group != null && !caps.containsKey(group)) {
            throw part.wrong(
                    "group",
                    caps.isEmpty()
                            ? "a group of 'caps', which is missing"
                            : "a group of 'caps': " + String.join(", ", caps.keySet()));
        }
        return group;
    }
}
