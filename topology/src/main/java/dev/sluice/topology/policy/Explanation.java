package dev.sluice.topology.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why a pack rules as it does: of every rule, drafts included, whether it holds, which of its bounds is missed, and the
 * values that it looked at.
 *
 * @param policy id of the pack
 * @param version version of the pack
 * @param ruling the ruling, as {@link PolicyPack#decide} gives it
 * @param rules the rules in order
 */
public record Explanation(String policy, String version, Ruling ruling, List<RuleTrace> rules) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public Explanation {
        rules = List.copyOf(rules);
    }

    /** What became of a rule's condition. */
    public enum Verdict {
        /** It holds. */
        HOLDS,
        /** It does not hold. */
        DOES_NOT_HOLD,
        /** It failed, which holds the post for a person where the rule is live. */
        CANNOT_BE_EVALUATED
    }

    /**
     * A rule and what became of it.
     *
     * @param id its id
     * @param status its status as written
     * @param when its condition as written
     * @param verdict what became of it
     * @param missed the bounds that were missed; where the rule does not hold for a reason that is no simple bound,
     *     empty
     * @param values the values of the variables that the condition reads, by name
     */
    public record RuleTrace(
            String id, String status, String when, Verdict verdict, List<String> missed, Map<String, Object> values) {}

    static Explanation of(PolicyPack pack, List<Rule> rules, Facts facts) {
        List<RuleTrace> traces = rules.stream().map(rule -> trace(rule, facts)).toList();
        return new Explanation(pack.id(), pack.version(), pack.decide(facts), traces);
    }

    private static RuleTrace trace(Rule rule, Facts facts) {
        Condition condition = rule.condition();
        Map<String, Object> values = new LinkedHashMap<>();
        condition
                .variables()
                .forEach(
                        variable -> values.put(variable.id(), variable.reading().of(facts)));
        Verdict verdict = switch (condition.test(facts)) {
            case HOLDS -> Verdict.HOLDS;
            case DOES_NOT_HOLD -> Verdict.DOES_NOT_HOLD;
            case CANNOT_BE_EVALUATED -> Verdict.CANNOT_BE_EVALUATED;
        };
        List<String> missed = new ArrayList<>();
        if (verdict == Verdict.DOES_NOT_HOLD) {
            missed(condition.guard(), facts, missed);
        }
        return new RuleTrace(rule.id(), rule.status().text(), condition.text(), verdict, List.copyOf(missed), values);
    }

    private static void missed(Guard guard, Facts facts, List<String> missed) {
        if (guard.mayHold(facts)) {
            return;
        }
        switch (guard) {
            case Guard.All all -> all.parts().forEach(part -> missed(part, facts, missed));
            case Guard.Any any -> missed.add(any.text());
            case Guard.Compare compare -> missed.add(compare.text());
            case Guard.Is is -> missed.add(is.text());
            case Guard.Among among -> missed.add(among.text());
            case Guard.Some some -> missed.add(some.text());
            case Guard.Always always -> missed.add(always.text());
            case Guard.Never never -> missed.add(never.text());
            case Guard.Reaches reaches -> missed.add("the threshold");
        }
    }

    /** The explanation as lines of text for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("policy " + policy + " " + version);
        lines.add("outcome " + OutcomeNames.of(ruling.outcome()) + " by rule " + ruling.rule() + ": "
                + ruling.rationale());
        Ruling.Escalate escalate = ruling.escalate();
        if (escalate != null) {
            lines.add("escalated as " + escalate.category() + ", " + escalate.urgency());
        }
        for (RuleTrace trace : rules) {
            lines.add(line(trace));
            lines.add("    when " + trace.when().strip().replaceAll("\\s+", " "));
            if (!trace.missed().isEmpty()) {
                lines.add("    misses " + String.join("; ", trace.missed()));
            }
            if (!trace.values().isEmpty()) {
                lines.add("    with " + values(trace.values()));
            }
        }
        return lines;
    }

    private static String line(RuleTrace trace) {
        String verdict = trace.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "  " + trace.id() + " (" + trace.status() + ") " + verdict;
    }

    private static String values(Map<String, Object> values) {
        List<String> texts = new ArrayList<>();
        values.forEach((name, value) -> texts.add(name + " = " + value));
        return String.join(", ", texts);
    }

    /** The explanation as one JSON object with stable keys. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("policy", policy);
        root.put("version", version);
        root.put("outcome", OutcomeNames.of(ruling.outcome()));
        Ruling.Escalate escalate = ruling.escalate();
        root.put("escalated", escalate == null ? null : escalate.category());
        root.put("rule", ruling.rule());
        root.put("clause", ruling.clause());
        root.put("rationale", ruling.rationale());
        root.set("otherRules", JSON.valueToTree(ruling.otherRules()));
        ArrayNode traces = root.putArray("rules");
        for (RuleTrace trace : rules) {
            ObjectNode node = traces.addObject();
            node.put("id", trace.id());
            node.put("status", trace.status());
            node.put("when", trace.when());
            node.put("verdict", trace.verdict().name().toLowerCase(Locale.ROOT));
            node.set("missed", JSON.valueToTree(trace.missed()));
            node.set("values", JSON.valueToTree(trace.values()));
        }
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
