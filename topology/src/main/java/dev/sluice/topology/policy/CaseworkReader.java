package dev.sluice.topology.policy;

import dev.sluice.topology.policy.CaseworkRules.Appeals;
import dev.sluice.topology.policy.CaseworkRules.Conflict;
import dev.sluice.topology.policy.CaseworkRules.Desk;
import dev.sluice.topology.policy.CaseworkRules.Escalation;
import dev.sluice.topology.policy.CaseworkRules.Exposure;
import dev.sluice.topology.policy.CaseworkRules.Golden;
import dev.sluice.topology.policy.CaseworkRules.NoticeRules;
import dev.sluice.topology.policy.CaseworkRules.Reporters;
import dev.sluice.topology.policy.CaseworkRules.SecondReview;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link CaseworkRules}, strictly: what is not known is an error at its line. */
final class CaseworkReader {
    private static final List<String> KEYS = List.of(
            "version",
            "queues",
            "lease",
            "escalation",
            "leads",
            "secondReview",
            "exposure",
            "conflicts",
            "golden",
            "appeals",
            "notices",
            "reporters",
            "keep",
            "examples");
    private static final List<String> APPEALS = List.of("months", "queue", "deadline", "harm");
    private static final List<String> DESK = List.of("queue", "deadline", "harm");
    private static final List<String> OUTCOMES = List.of("allow", "nudge", "limit", "remove");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** DSA article 20(1): at least six months. */
    private static final int LEAST_MONTHS = 6;

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MOST_MONTHS = 60;

    /** How long the pipeline knows what is in force: retention.standings, which this package does not know. */
    static final Duration STANDINGS = Duration.ofDays(210);

    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_EXPOSURE = 200;

    private final Fields root;

    private CaseworkReader(Fields root) {
        this.root = root;
    }

    static CaseworkRules read(Node node) {
        Fields root = Fields.of(node, "casework", KEYS);
        CaseworkRules rules = new CaseworkReader(root).rules();
        for (String queue : rules.ownQueues()) {
            if (!rules.knows(queue)) {
                throw root.place("queues")
                        .error("queues of casework lacks '" + queue
                                + "', where casework itself has cases wait; allowed: all queues, or no list");
            }
        }
        requireTimeToAppeal(root, rules);
        root.items("examples").forEach(example -> check(rules, example));
        return rules;
    }

    /** What is contested on the last day must still be known, and so must what is in force, while a person looks. */
    private static void requireTimeToAppeal(Fields root, CaseworkRules rules) {
        int months = rules.appeals().months();
        Duration needed = MONTH.multipliedBy(months + 1L);
        if (needed.compareTo(STANDINGS) > 0) {
            Place place = Fields.of(root.node("appeals"), "appeals", APPEALS).place("months");
            throw place.error("key 'months' of appeals is " + months + ", and what is in force for a post is known for "
                    + days(STANDINGS) + " (retention.standings); allowed: at most "
                    + (STANDINGS.dividedBy(MONTH) - 1) + ", 30 days for each month and 30 more");
        }
        if (rules.keep().compareTo(needed) < 0) {
            throw root.place(root.has("keep") ? "keep" : "appeals")
                    .error("key 'keep' of casework is " + days(rules.keep())
                            + ", and decisions can be contested for " + months + " months; allowed: at least "
                            + days(needed) + ", 30 days for each month of appeals and 30 more");
        }
    }

    private static String days(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    private CaseworkRules rules() {
        return new CaseworkRules(
                root.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED),
                root.has("queues") ? Set.copyOf(root.texts("queues", PackText.ID, PackText.ID_ALLOWED)) : Set.of(),
                duration(root, "lease", Duration.ofMinutes(15)),
                escalation(),
                secondReview(),
                exposure(),
                root.items("conflicts").stream().map(CaseworkReader::conflict).toList(),
                golden(),
                appeals(),
                notices(),
                reporters(),
                duration(root, "keep", Duration.ofDays(210)));
    }

    private Escalation escalation() {
        Set<String> leads = Set.copyOf(root.texts("leads"));
        Fields fields = section("escalation", List.of("after", "queue"));
        return fields == null
                ? new Escalation(0.75, "lead", leads)
                : new Escalation(number(fields, "after", 0.75, 0, 1), id(fields, "queue", "lead"), leads);
    }

    private SecondReview secondReview() {
        Fields fields = section("secondReview", List.of("share", "queues", "rules"));
        return fields == null
                ? new SecondReview(0, Set.of(), Set.of())
                : new SecondReview(
                        number(fields, "share", 0, 0, 1),
                        Set.copyOf(fields.texts("queues")),
                        Set.copyOf(fields.texts("rules")));
    }

    private Exposure exposure() {
        Fields fields = section("exposure", List.of("queues", "max", "window"));
        return fields == null
                ? new Exposure(Set.of(), MAX_EXPOSURE, Duration.ofHours(8))
                : new Exposure(
                        Set.copyOf(fields.texts("queues")),
                        fields.whole("max", 1, MAX_EXPOSURE),
                        duration(fields, "window", Duration.ofHours(8)));
    }

    private static Conflict conflict(Node node) {
        Fields fields = Fields.of(node, "a conflict", List.of("reviewer", "members", "communities"));
        return new Conflict(
                fields.text("reviewer"), Set.copyOf(fields.texts("members")), Set.copyOf(fields.texts("communities")));
    }

    private Golden golden() {
        Fields fields = section("golden", List.of("share", "items"));
        if (fields == null) {
            return new Golden(0, List.of());
        }
        List<Node> items = fields.items("items");
        if (items.size() > MAX_ITEMS) {
            throw fields.place("items").error("golden has " + items.size() + " items; allowed: at most " + MAX_ITEMS);
        }
        double share = number(fields, "share", 0, 0, 1);
        if (share > 0 && items.isEmpty()) {
            throw fields.place("share").error("golden has a share and no items; allowed: share: 0, or items");
        }
        List<Golden.Item> read = new ArrayList<>();
        items.forEach(item -> read.add(item(item)));
        return new Golden(share, List.copyOf(read));
    }

    private static Golden.Item item(Node node) {
        Fields fields = Fields.of(node, "a golden item", List.of("id", "text", "outcome", "harm"));
        String outcome = fields.text("outcome");
        if (!OUTCOMES.contains(outcome)) {
            throw fields.wrong("outcome", String.join(", ", OUTCOMES));
        }
        return new Golden.Item(
                fields.text("id", PackText.ID, PackText.ID_ALLOWED),
                fields.text("text"),
                outcome,
                number(fields, "harm", 0.5, 0, 1));
    }

    private Appeals appeals() {
        Desk otherwise = new Desk("appeals", Duration.ofDays(7), 0.5);
        Fields fields = section("appeals", APPEALS);
        return fields == null
                ? new Appeals(LEAST_MONTHS, otherwise)
                : new Appeals(
                        fields.has("months") ? fields.whole("months", LEAST_MONTHS, MOST_MONTHS) : LEAST_MONTHS,
                        desk(fields, otherwise));
    }

    private NoticeRules notices() {
        Desk otherwise = new Desk("notices", Duration.ofDays(3), 0.6);
        Desk trusted = new Desk("trusted-flaggers", Duration.ofHours(24), 0.8);
        Fields fields = section("notices", List.of("queue", "deadline", "harm", "trusted"));
        if (fields == null) {
            return new NoticeRules(otherwise, Set.of(), trusted);
        }
        if (!fields.has("trusted")) {
            return new NoticeRules(desk(fields, otherwise), Set.of(), trusted);
        }
        Fields theirs = Fields.of(
                fields.node("trusted"), "trusted of notices", List.of("flaggers", "queue", "deadline", "harm"));
        return new NoticeRules(desk(fields, otherwise), Set.copyOf(theirs.texts("flaggers")), desk(theirs, trusted));
    }

    private Reporters reporters() {
        Fields fields = section("reporters", List.of("upheld", "rejected", "halfLife", "forget"));
        Reporters otherwise = new Reporters(2, 2, Duration.ofDays(90), Duration.ofDays(365));
        return fields == null
                ? otherwise
                : new Reporters(
                        number(fields, "upheld", otherwise.upheld(), 0.5, 100),
                        number(fields, "rejected", otherwise.rejected(), 0.5, 100),
                        duration(fields, "halfLife", otherwise.halfLife()),
                        duration(fields, "forget", otherwise.forget()));
    }

    private static Desk desk(Fields fields, Desk otherwise) {
        return new Desk(
                id(fields, "queue", otherwise.queue()),
                duration(fields, "deadline", otherwise.deadline()),
                number(fields, "harm", otherwise.harm(), 0, 1));
    }

    private @Nullable Fields section(String key, List<String> keys) {
        return root.has(key) ? Fields.of(root.node(key), key, keys) : null;
    }

    private static String id(Fields fields, String key, String otherwise) {
        return fields.has(key) ? fields.text(key, PackText.ID, PackText.ID_ALLOWED) : otherwise;
    }

    private static double number(Fields fields, String key, double otherwise, double lowest, double highest) {
        return fields.has(key) ? fields.number(key, lowest, highest) : otherwise;
    }

    private static Duration duration(Fields fields, String key, Duration otherwise) {
        if (!fields.has(key)) {
            return otherwise;
        }
        String allowed = "an ISO 8601 duration such as PT15M or P3D, at most P3650D";
        try {
            Duration duration = Duration.parse(fields.text(key));
            if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw fields.wrong(key, allowed);
        }
        throw fields.wrong(key, allowed);
    }

    private static void check(CaseworkRules rules, Node node) {
        Fields example = Fields.of(node, "an example", List.of("queue", "rule", "secondReview", "severe", "lead"));
        String queue = example.text("queue");
        String rule = example.has("rule") ? example.text("rule") : "";
        Map.of(
                        "secondReview", rules.needsTwoPeople(queue, rule),
                        "severe", rules.isSevere(queue),
                        "lead", queue.equals(rules.escalation().queue()))
                .forEach((key, is) -> {
                    if (example.has(key) && example.flag(key) != is) {
                        throw example.place(key)
                                .error("example expects " + key + ": " + !is + " for queue '" + queue + "'; it is "
                                        + is);
                    }
                });
    }
}
