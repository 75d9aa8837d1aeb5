package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.Node.Kind;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one pack. */
final class RuleReader {
    static final List<String> KEYS =
            List.of("id", "description", "owner", "status", "when", "score", "then", "clause", "examples");
    static final List<String> THEN = List.of("outcome", "queue", "deadline", "notice", "escalate");
    static final List<String> EXAMPLE = Stream.concat(
                    Stream.of("post", "outcome", "escalated"), GivenFacts.KEYS.stream())
            .toList();
    private static final Pattern RULE_ID = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern RESERVED = Pattern.compile(
            "default|verdict|appeal|notice|complaint|error\\..*|parked\\..*|intake\\..*|qa\\..*|unavailable\\.("
                    + String.join("|", PackText.CATEGORIES) + ")");
    private static final Pattern LEGAL_CATEGORY = Pattern.compile("[A-Z]+(_[A-Z]+)*");

    private final Map<String, String> texts;
    private final Set<String> clauses;
    private final List<String> queues;
    private final String packOwner;

    /**
     * Creates the reader.
     *
     * @param texts the whole files that rules may stand in, by source
     * @param clauses the clauses that rules may name
     * @param queues the queues that rules may name; empty for any
     * @param packOwner who answers for rules that name nobody
     */
    RuleReader(Map<String, String> texts, Set<String> clauses, List<String> queues, String packOwner) {
        this.texts = texts;
        this.clauses = clauses;
        this.queues = queues;
        this.packOwner = packOwner;
    }

    Rule read(Node node) {
        Fields rule = Fields.of(node, "a rule", KEYS);
        String id = rule.text("id", RULE_ID, "lower-case letters and digits, with '.', '-' or '_' between");
        if (RESERVED.matcher(id).matches()) {
            throw rule.wrong(
                    "id",
                    "ids other than default, verdict, appeal, notice, complaint, error.…, parked.…, intake.…, qa.… and"
                            + " unavailable.<category>, which decisions use");
        }
        rule = rule.named("rule '" + id + "'");
        Checked when = condition(rule);
        Rule.Then then = then(Fields.of(rule.node("then"), "then of " + rule.what(), THEN));
        refuseAutomaticDefamation(rule, then, when);
        return new Rule(
                rule.place(),
                id,
                rule.text("description"),
                rule.has("owner") ? rule.text("owner") : packOwner,
                status(rule),
                when.condition(),
                then,
                clause(rule),
                examples(rule));
    }

    /** A condition of either kind, and what of it rests on defamation. */
    private record Checked(
            String key, Condition condition, @Nullable String defamation) {}

    private Checked condition(Fields rule) {
        if (rule.has("score") == rule.has("when")) {
            throw rule.place()
                    .error(rule.what() + " has " + (rule.has("score") ? "both" : "neither")
                            + " 'when' and 'score'; allowed: one of them");
        }
        if (rule.has("score")) {
            ScoreReader.Checked score = new ScoreReader(rule, texts).read();
            return new Checked("score", score.score(), score.defamation());
        }
        ConditionCompiler.Checked when =
                ConditionCompiler.compile(rule.scalar("when"), "key 'when' of " + rule.what(), texts);
        return new Checked("when", when.condition(), when.expressions().defamation());
    }

    private static void refuseAutomaticDefamation(Fields rule, Rule.Then then, Checked when) {
        if (then.outcome() == null || then.outcome() == Outcome.ALLOW || then.outcome() == Outcome.REVIEW) {
            return;
        }
        String cause = when.defamation();
        if (cause != null) {
            throw rule.place(when.key())
                    .error("key '" + when.key() + "' of " + rule.what() + " rests on " + cause + " and its outcome is "
                            + OutcomeNames.of(then.outcome())
                            + "; allowed: allow, review (what may be defamation is judged by people)");
        }
    }

    private Rule.Then then(Fields then) {
        Outcome outcome = then.has("outcome") ? OutcomeNames.outcome(then, "outcome") : null;
        Ruling.Escalate escalate = then.has("escalate") ? escalate(then) : null;
        if (outcome == null && escalate == null) {
            throw then.place().error(then.what() + " has neither 'outcome' nor 'escalate'; allowed: one or both");
        }
        Ruling.Review review = then.has("queue") || then.has("deadline") ? review(then) : null;
        String notice = then.has("notice") ? then.text("notice", PackText.ID, PackText.ID_ALLOWED) : null;
        if (outcome == null && (review != null || notice != null)) {
            throw then.place().error(then.what() + " has a queue or a notice but no outcome; allowed: escalate alone");
        }
        if (outcome != null) {
            requireParts(then, outcome, review, notice);
        }
        return new Rule.Then(outcome, escalate, review, notice, then.place("notice"));
    }

    private static void requireParts(
            Fields then, Outcome outcome, Ruling.@Nullable Review review, @Nullable String notice) {
        boolean needsNotice = outcome == Outcome.NUDGE || outcome == Outcome.LIMIT || outcome == Outcome.REMOVE;
        if (outcome == Outcome.REVIEW && review == null) {
            throw then.place()
                    .error("keys 'queue' and 'deadline' are missing in " + then.what() + "; outcome review needs them");
        }
        if (needsNotice && notice == null) {
            throw then.place()
                    .error("key 'notice' is missing in " + then.what() + "; outcome " + OutcomeNames.of(outcome)
                            + " needs it");
        }
    }

    private static Ruling.Escalate escalate(Fields then) {
        Fields escalate =
                Fields.of(then.node("escalate"), "escalate in " + then.what(), List.of("category", "urgency"));
        return new Ruling.Escalate(
                escalate.text("category", LEGAL_CATEGORY, "upper-case letters, with '_' between"),
                OutcomeNames.urgency(escalate, "urgency"));
    }

    /** Reads where and until when a person is to look. */
    Ruling.Review review(Fields fields) {
        String queue = fields.text("queue", PackText.ID, PackText.ID_ALLOWED);
        if (!queues.isEmpty() && !queues.contains(queue)) {
            throw fields.wrong("queue", String.join(", ", queues));
        }
        return new Ruling.Review(queue, fields.duration("deadline"));
    }

    private static Status status(Fields rule) {
        String allowed = "draft, shadow, live, or a mapping such as {percent: 10}";
        if (rule.node("status") instanceof Mapping mapping) {
            Fields percent = Fields.of(mapping, "status of " + rule.what(), List.of("percent"));
            return new Status.Percent(percent.whole("percent", 1, 99));
        }
        return switch (rule.text("status")) {
            case "draft" -> new Status.Draft();
            case "shadow" -> new Status.Shadow();
            case "live" -> new Status.Live();
            default -> percent(rule, allowed);
        };
    }

    /** {@code status: "percent: 10"}, as decisions and reports print it. */
    private static Status percent(Fields rule, String allowed) {
        String text = rule.text("status");
        if (text.matches("percent: ?[1-9][0-9]?")) {
            return new Status.Percent(
                    Integer.parseInt(text.substring("percent:".length()).strip()));
        }
        throw rule.wrong("status", allowed);
    }

    private @Nullable String clause(Fields rule) {
        String clause = rule.textOrNull("clause");
        if (clause != null && !clauses.contains(clause)) {
            throw rule.wrong(
                    "clause",
                    clauses.isEmpty()
                            ? "a clause of 'guidelines', which has none"
                            : "a clause of 'guidelines': "
                                    + String.join(
                                            ", ", clauses.stream().sorted().toList()));
        }
        return clause;
    }

    private static List<Example> examples(Fields rule) {
        List<Example> examples = new ArrayList<>();
        for (Node node : rule.items("examples")) {
            Fields fields = Fields.of(node, "an example of " + rule.what(), EXAMPLE);
            examples.add(new Example(
                    node.place(),
                    GivenFacts.read(fields.has("post") ? fields.anyText("post") : null, fields),
                    new Example.Expected(OutcomeNames.outcome(fields, "outcome"), escalated(fields))));
        }
        return List.copyOf(examples);
    }

    /** What {@code escalated} says: absent nothing, empty none, else the category. */
    static Example.Escalation escalated(Fields fields) {
        if (!fields.has("escalated")) {
            return new Example.Escalation.Unsaid();
        }
        if (fields.node("escalated") instanceof Scalar scalar && scalar.kind() == Kind.NOTHING) {
            return new Example.Escalation.None();
        }
        return new Example.Escalation.Under(
                fields.text("escalated", LEGAL_CATEGORY, "null, or upper-case letters, with '_' between"));
    }
}
