package dev.sluice.topology.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pack as it was read, checked and with its conditions compiled.
 *
 * @param id its id
 * @param version its version
 * @param description what it is for
 * @param owner who answers for it
 * @param communities the communities that it covers
 * @param appliesIn the jurisdictions whose posts it covers; empty for all
 * @param jurisdictions the jurisdictions whose law it minds
 * @param guidelines its clauses
 * @param unavailable what a missing answer means
 * @param riskFloor the risk below which a post may leave at the first gate
 * @param secondLook what is uncertain, or null
 * @param rules in order
 * @param mediations when something is offered to a mediator, in the order in which they are asked
 * @param breaker when a rule is parked, or null for never
 */
record PackText(
        String id,
        String version,
        String description,
        String owner,
        List<String> communities,
        List<String> appliesIn,
        List<String> jurisdictions,
        List<Guideline> guidelines,
        OnUnavailable unavailable,
        double riskFloor,
        @Nullable SecondLookPolicy secondLook,
        List<Rule> rules,
        List<Mediation> mediations,
        @Nullable BreakerPolicy breaker) {

    /** A lower-case id. */
    static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    static final String ID_ALLOWED = "lower-case letters and digits, with '-' between";
    static final String VERSION_ALLOWED = "a version such as \"1.0.0\"";

    static final List<String> KEYS = List.of(
            "policy",
            "version",
            "description",
            "owner",
            "communities",
            "appliesIn",
            "jurisdictions",
            "guidelines",
            "queues",
            "onUnavailable",
            "unavailableReview",
            "riskFloor",
            "secondLook",
            "rules",
            "mediation",
            "breaker",
            "stop",
            "parked");
    private static final Pattern COMMUNITY = Pattern.compile("\\*|[^\\s*]+");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final String JURISDICTION_ALLOWED = "codes such as EU, DE or GB-EAW";
    static final int MAX_RULES = 500;

    /** The categories that a detector may fail to answer for. */
    static final List<String> CATEGORIES = List.of("abuse", "insult", "threat", "profanity", "hate", "defamation");

    /**
     * What a missing answer means.
     *
     * @param reviews by category, whether a person must look
     * @param otherwise for the categories that are not named
     * @param review where a person looks
     */
    record OnUnavailable(Map<String, Boolean> reviews, boolean otherwise, Ruling.Review review) {
        boolean reviews(String category) {
            return reviews.getOrDefault(category, otherwise);
        }
    }

    /**
     * Reads a pack.
     *
     * @param root its tree
     * @param texts the texts that the parts of the tree stand in, by source
     */
    static PackText read(Node root, Map<String, String> texts) {
        Fields pack = Fields.of(root, "the policy", KEYS);
        double riskFloor = pack.has("riskFloor") ? pack.number("riskFloor", 0, 1) : 0;
        List<Guideline> guidelines = guidelines(pack);
        RuleReader reader = new RuleReader(
                texts,
                Set.copyOf(guidelines.stream().map(Guideline::clause).toList()),
                pack.has("queues") ? pack.texts("queues", ID, ID_ALLOWED) : List.of(),
                pack.text("owner"));
        return new PackText(
                pack.text("policy", ID, ID_ALLOWED),
                pack.text("version", PolicyVersion.FORM, VERSION_ALLOWED),
                pack.text("description"),
                pack.text("owner"),
                pack.texts("communities", COMMUNITY, "'*' or names without blanks"),
                pack.has("appliesIn") ? pack.texts("appliesIn", JURISDICTION, JURISDICTION_ALLOWED) : List.of(),
                pack.texts("jurisdictions", JURISDICTION, JURISDICTION_ALLOWED),
                guidelines,
                unavailable(pack, reader),
                riskFloor,
                pack.has("secondLook") ? SecondLookPolicy.read(pack) : null,
                rules(pack, reader, riskFloor),
                Mediation.read(pack, texts),
                pack.has("breaker") ? BreakerPolicy.read(pack, reader) : null);
    }

    private static List<Guideline> guidelines(Fields pack) {
        List<Guideline> guidelines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node node : pack.items("guidelines")) {
            Fields fields = Fields.of(node, "a guideline", List.of("clause", "title", "text"));
            Guideline guideline = new Guideline(fields.text("clause"), fields.text("title"), fields.text("text"));
            if (!seen.add(guideline.clause())) {
                throw node.place().error("clause '" + guideline.clause() + "' is given twice");
            }
            guidelines.add(guideline);
        }
        return List.copyOf(guidelines);
    }

    private static OnUnavailable unavailable(Fields pack, RuleReader reader) {
        Map<String, Boolean> reviews = new LinkedHashMap<>();
        if (pack.has("onUnavailable")) {
            List<String> keys = new ArrayList<>(List.of("default"));
            keys.addAll(CATEGORIES);
            Fields fields = Fields.of(pack.node("onUnavailable"), "onUnavailable", keys);
            for (String key : fields.entries().keySet()) {
                String value = fields.text(key);
                if (!value.equals("review") && !value.equals("allow")) {
                    throw fields.wrong(key, "review, allow");
                }
                reviews.put(key, value.equals("review"));
            }
        }
        Ruling.Review review = pack.has("unavailableReview")
                ? reader.review(
                        Fields.of(pack.node("unavailableReview"), "unavailableReview", List.of("queue", "deadline")))
                : new Ruling.Review("general", Duration.ofHours(24));
        boolean otherwise = reviews.getOrDefault("default", true);
        return new OnUnavailable(Map.copyOf(reviews), otherwise, review);
    }

    private static List<Rule> rules(Fields pack, RuleReader reader, double riskFloor) {
        pack.node("rules");
        List<Rule> rules = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Node node : pack.items("rules")) {
            Rule rule = reader.read(node);
            Place before = seen.put(rule.id(), rule.place());
            if (before != null) {
                throw rule.place().error("rule '" + rule.id() + "' is given twice; first on line " + before.line());
            }
            Gate.refuseReachBelowFloor(rule, riskFloor);
            Gate.refuseNewcomersAlone(rule);
            rules.add(rule);
        }
        if (rules.size() > MAX_RULES) {
            throw pack.place("rules").error("there are " + rules.size() + " rules; allowed: at most " + MAX_RULES);
        }
        return takenOut(pack, rules, seen.keySet());
    }

    /** The rules as far as they are not taken out of force. */
    private static List<Rule> takenOut(Fields pack, List<Rule> rules, Set<String> known) {
        List<String> stopped = pack.texts("stop");
        List<String> parked = pack.texts("parked");
        for (String key : List.of("stop", "parked")) {
            for (String rule : pack.texts(key)) {
                if (!known.contains(rule)) {
                    throw pack.place(key)
                            .error("key '" + key + "' of the policy names rule '" + rule + "', which is not there");
                }
            }
        }
        return rules.stream()
                .map(rule -> !rule.isInForce()
                        ? rule
                        : stopped.contains(rule.id())
                                ? rule.withStatus(new Status.Stopped())
                                : parked.contains(rule.id()) ? rule.withStatus(new Status.Parked(rule.status())) : rule)
                .toList();
    }
}
