package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.PolicyCheck.Assessed;
import dev.sluice.topology.policy.PolicyCheck.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The case corpus: posts with the decision that is right for them, one JSON object a line. A case that comes out
 * wrong today says so in {@code knownMiss}; it fails when that is no longer true, so that nobody's progress goes
 * unseen.
 */
final class CaseCorpus {
    static final List<String> KEYS = Stream.concat(
                    Stream.of("text", "expect", "kind", "note", "knownMiss"), GivenFacts.KEYS.stream())
            .toList();

    private final PolicyBook book;
    private final Function<String, Assessed> assessor;
    private final Map<String, Place> seen = new HashMap<>();
    private int run;
    private int knownMisses;

    CaseCorpus(PolicyBook book, Function<String, Assessed> assessor) {
        this.book = book;
        this.assessor = assessor;
    }

    /**
     * How many cases there were.
     *
     * @param run all
     * @param knownMisses those that came out wrong as is known
     */
    record Outcome(int run, int knownMisses) {
        static final Outcome NONE = new Outcome(0, 0);
    }

    /** A case as read. */
    private record Case(
            Place place,
            String id,
            GivenFacts given,
            Example.Expected expected,
            Example.@Nullable Expected knownMiss) {}

    /** Runs every {@code *.jsonl} of a folder. */
    Outcome run(Path folder, List<Failure> failures) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                run(file.toString(), NodeReader.text(file), failures);
            }
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
        return new Outcome(run, knownMisses);
    }

    private void run(String source, String text, List<Failure> failures) {
        int line = 0;
        for (String json : text.split("\n", -1)) {
            line++;
            if (json.isBlank()) {
                continue;
            }
            run++;
            try {
                judge(read(NodeReader.json(source, line, json)), failures);
            } catch (PolicyException e) {
                // The message begins with its place, like every message of the loader.
                String message = String.valueOf(e.getMessage());
                int end = message.indexOf(": ");
                failures.add(new Failure(message.substring(0, end), message.substring(end + 2)));
            }
        }
    }

    private Case read(Node node) {
        Fields fields = Fields.of(node, "a case", KEYS);
        String id = fields.text("id");
        fields = fields.named("case '" + id + "'");
        Place before = seen.put(id, fields.place());
        if (before != null) {
            throw fields.place("id").error("case '" + id + "' is given twice; first at " + before);
        }
        fields.text("kind");
        return new Case(
                fields.place(),
                id,
                GivenFacts.read(fields.anyText("text"), fields),
                expected(fields, "expect"),
                fields.has("knownMiss") ? knownMiss(fields) : null);
    }

    private static Example.Expected expected(Fields fields, String key) {
        Fields expected = Fields.of(fields.node(key), key + " of " + fields.what(), List.of("outcome", "escalated"));
        return new Example.Expected(OutcomeNames.outcome(expected, "outcome"), RuleReader.escalated(expected));
    }

    private static Example.Expected knownMiss(Fields fields) {
        return fields.node("knownMiss") instanceof Mapping
                ? expected(fields, "knownMiss")
                : new Example.Expected(OutcomeNames.outcome(fields, "knownMiss"), new Example.Escalation.Unsaid());
    }

    private void judge(Case item, List<Failure> failures) {
        String text = item.given().text();
        Facts facts = item.given().facts("example", text == null ? null : assessor.apply(text));
        Ruling ruling = book.forCommunity(facts.community()).decide(facts);
        boolean right = item.expected().isMetBy(ruling);
        Example.Expected known = item.knownMiss();
        if (known == null) {
            if (!right) {
                fail(item, "expects " + item.expected().text() + "; " + PolicyCheck.reached(ruling), failures);
            }
        } else if (right) {
            fail(item, "comes out right; remove its knownMiss", failures);
        } else if (known.isMetBy(ruling)) {
            knownMisses++;
        } else {
            fail(item, "is known to miss as " + known.text() + "; " + PolicyCheck.reached(ruling), failures);
        }
    }

    private static void fail(Case item, String message, List<Failure> failures) {
        failures.add(new Failure(item.place().toString(), "case '" + item.id() + "' " + message));
    }
}
