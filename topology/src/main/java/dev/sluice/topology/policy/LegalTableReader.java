package dev.sluice.topology.policy;

import dev.sluice.topology.policy.LegalRoute.Authority;
import dev.sluice.topology.policy.LegalRoute.Checked;
import dev.sluice.topology.policy.LegalRoute.Clock;
import dev.sluice.topology.policy.LegalRoute.Regime;
import dev.sluice.topology.policy.LegalRoute.Retention;
import dev.sluice.topology.policy.LegalRoute.Source;
import dev.sluice.topology.policy.LegalRoute.Start;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a table of legal routes, strictly: what is not known is an error at its line. */
final class LegalTableReader {
    private static final List<String> KEYS =
            List.of("jurisdiction", "name", "version", "covers", "fallsBackTo", "remarks", "routes", "examples");
    private static final List<String> ROUTE =
            List.of("category", "regime", "elements", "authority", "clocks", "retention", "urgency", "requestedAction");

    private static final Pattern CODE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final Pattern TABLE = Pattern.compile("\\*|" + CODE.pattern());
    private static final Pattern COVERED = Pattern.compile(CODE.pattern() + "|[A-Z]{2}-\\*");
    private static final Pattern CATEGORY = Pattern.compile("\\*|[A-Z]+(_[A-Z]+)*");

    /** So many entries fit a record; longer texts are for a book. */
    private static final int MAX_ITEMS = 32;

    private static final int MAX_CLOCKS = 8;
    private static final int MAX_LENGTH = 1_000;
    private static final long LONGEST_RETENTION_DAYS = 36_500;

    private final Calendars calendars;

    /** A reader of tables whose clocks may count by these calendars. */
    LegalTableReader(Calendars calendars) {
        this.calendars = calendars;
    }

    LegalTable read(Fields root) {
        String jurisdiction = root.text("jurisdiction", TABLE, "a code such as DE or GB-EAW, or \"*\"");
        text(root, "name");
        boolean last = jurisdiction.equals(LegalRoute.ANY);
        if (last && root.has("fallsBackTo")) {
            throw root.place("fallsBackTo")
                    .error("the table \"*\" falls back; allowed: no 'fallsBackTo', it is the last");
        }
        Map<String, LegalRoute> routes = routes(root);
        if (last && !routes.containsKey(LegalRoute.ANY)) {
            throw root.place("routes")
                    .error("the table \"*\" has no route for category \"*\", so an escalation could have none;"
                            + " allowed: one");
        }
        return new LegalTable(
                jurisdiction,
                root.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED),
                root.has("covers")
                        ? root.texts("covers", COVERED, "codes such as FR, or US-* for all that begin so")
                        : List.of(),
                last ? null : fallsBackTo(root),
                routes,
                remarks(root),
                root.place());
    }

    static Fields root(String source, String text) {
        return Fields.of(NodeReader.yaml(source, text), "a table of legal routes", KEYS);
    }

    private static String fallsBackTo(Fields root) {
        return root.has("fallsBackTo")
                ? root.text("fallsBackTo", TABLE, "the jurisdiction of another table, or \"*\"")
                : LegalRoute.ANY;
    }

    private static Map<String, String> remarks(Fields root) {
        Map<String, String> remarks = new LinkedHashMap<>();
        if (root.has("remarks") && root.node("remarks") instanceof Node.Mapping mapping) {
            Fields fields =
                    Fields.of(mapping, "remarks", List.copyOf(mapping.entries().keySet()));
            for (String code : mapping.entries().keySet()) {
                if (!CODE.matcher(code).matches()) {
                    throw fields.place(code).error("remark on '" + code + "'; allowed: codes such as UK or GB-SCT");
                }
                remarks.put(code, text(fields, code));
            }
        } else if (root.has("remarks")) {
            throw root.wrong("remarks", "a mapping of codes to texts");
        }
        return Map.copyOf(remarks);
    }

    private Map<String, LegalRoute> routes(Fields root) {
        Map<String, LegalRoute> routes = new LinkedHashMap<>();
        if (root.items("routes").isEmpty()) {
            throw root.place().error("a table of legal routes has no 'routes'; allowed: one or more");
        }
        for (Node node : root.items("routes")) {
            Fields fields = Fields.of(node, "a legal route", ROUTE);
            String category = fields.text("category", CATEGORY, "upper-case letters, with '_' between, or \"*\"");
            LegalRoute route = route(fields.named("legal route '" + category + "'"), category);
            if (routes.put(category, route) != null) {
                throw fields.place("category").error("legal category '" + category + "' has two routes; allowed: one");
            }
        }
        return routes;
    }

    private LegalRoute route(Fields fields, String category) {
        return new LegalRoute(
                category,
                regime(Fields.of(fields.node("regime"), "regime of " + fields.what(), List.of("name", "sources"))),
                texts(fields, "elements"),
                fields.has("authority") ? authority(fields) : null,
                clocks(fields),
                retention(Fields.of(
                        fields.node("retention"), "retention of " + fields.what(), List.of("period", "basis"))),
                OutcomeNames.urgency(fields, "urgency"),
                text(fields, "requestedAction"));
    }

    private static Regime regime(Fields fields) {
        List<Source> sources = new ArrayList<>();
        for (Node node : bounded(fields, "sources", MAX_ITEMS)) {
            Fields source = Fields.of(node, "a source of " + fields.what(), List.of("text", "checked"));
            sources.add(new Source(text(source, "text"), checked(source)));
        }
        return new Regime(text(fields, "name"), sources);
    }

    private static Authority authority(Fields fields) {
        Fields authority =
                Fields.of(fields.node("authority"), "authority of " + fields.what(), List.of("name", "channel"));
        return new Authority(text(authority, "name"), text(authority, "channel"));
    }

    private List<Clock> clocks(Fields fields) {
        List<Clock> clocks = new ArrayList<>();
        for (Node node : bounded(fields, "clocks", MAX_CLOCKS)) {
            Fields clock = Fields.of(
                    node, "a clock of " + fields.what(), List.of("name", "basis", "checked", "starts", "within"));
            clocks.add(new Clock(
                    text(clock, "name"),
                    new Source(text(clock, "basis"), checked(clock)),
                    start(clock),
                    DeadlineReader.read(clock, "within", calendars)));
        }
        return clocks;
    }

    private static Retention retention(Fields fields) {
        String allowed = "an ISO 8601 period such as P18M or P90D, of at most 100 years";
        try {
            Retention retention = new Retention(Period.parse(fields.text("period")), text(fields, "basis"));
            Period period = retention.period();
            boolean positive = period.getYears() >= 0 && period.getMonths() >= 0 && period.getDays() >= 0;
            if (positive && retention.days() > 0 && retention.days() <= LONGEST_RETENTION_DAYS) {
                return retention;
            }
        } catch (DateTimeParseException e) {
            throw fields.wrong("period", allowed);
        }
        throw fields.wrong("period", allowed);
    }

    private static Checked checked(Fields fields) {
        return named(fields, "checked", Arrays.stream(Checked.values()).collect(Collectors.toMap(Checked::id, c -> c)));
    }

    private static Start start(Fields fields) {
        return named(fields, "starts", Arrays.stream(Start.values()).collect(Collectors.toMap(Start::id, s -> s)));
    }

    private static <T> T named(Fields fields, String key, Map<String, T> values) {
        T value = values.get(fields.text(key));
        if (value == null) {
            throw fields.wrong(
                    key,
                    String.join(
                            ", ", Set.copyOf(values.keySet()).stream().sorted().toList()));
        }
        return value;
    }

    private static List<String> texts(Fields fields, String key) {
        bounded(fields, key, MAX_ITEMS);
        List<String> texts = fields.texts(key);
        for (int i = 0; i < texts.size(); i++) {
            requireShort(texts.get(i), fields.items(key).get(i).place(), key + " of " + fields.what());
        }
        return texts;
    }

    private static List<Node> bounded(Fields fields, String key, int most) {
        List<Node> items = fields.items(key);
        if (items.size() > most) {
            throw fields.place(key)
                    .error("key '" + key + "' of " + fields.what() + " has " + items.size()
                            + " entries; allowed: at most " + most);
        }
        return items;
    }

    private static String text(Fields fields, String key) {
        String text = fields.text(key);
        requireShort(text, fields.place(key), "key '" + key + "' of " + fields.what());
        return text;
    }

    private static void requireShort(String text, Place place, String what) {
        if (text.length() > MAX_LENGTH) {
            throw place.error(what + " has " + text.length() + " characters; allowed: at most " + MAX_LENGTH);
        }
    }
}
