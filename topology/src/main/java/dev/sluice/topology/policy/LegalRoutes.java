package dev.sluice.topology.policy;

import dev.sluice.schemas.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which legal route a category takes in a jurisdiction: the tables in the folder {@code legal} of the policies.
 * Immutable.
 *
 * <p>A jurisdiction is answered by its own table, else by one that covers it (that of the EU for its member states), else
 * by the table {@code "*"}; what a table does not name is asked of the one that it falls back to, and {@code "*"} has a
 * route for everything. So there always is an answer, and it says where it does not quite fit. Nothing here is advice.
 */
public final class LegalRoutes {
    /** The folder, in that of the policies. */
    public static final String FOLDER = "legal/routes";

    private static final String SHIPPED = "shipped legal/routes/";
    private static final String CALENDAR = "gb-eaw.yaml";
    private static final List<String> SHIPPED_FILES =
            List.of("default.yaml", "gb-eaw.yaml", "eu.yaml", "de.yaml", "ie.yaml", "us.yaml");

    /** The jurisdiction of a member state may be written with the union before it. */
    private static final String UNION_PREFIX = "EU-";

    private static final List<String> EXAMPLE = List.of("category", "jurisdiction", "table", "urgency");

    private static final Comparator<Found> MOST_URGENT_FIRST = Comparator.comparing(
            (Found found) -> found.route().urgency(),
            Comparator.comparingInt(LegalRoutes::weight).reversed());

    private final Map<String, LegalTable> tables;

    private LegalRoutes(Map<String, LegalTable> tables) {
        this.tables = tables;
    }

    /**
     * A route, and how it was found.
     *
     * @param jurisdiction as it was asked for
     * @param table jurisdiction of the table that answered
     * @param version version of that table
     * @param route the route
     * @param note what a reader must know of how it was found; null where the jurisdiction's own table names the category
     */
    public record Found(
            String jurisdiction,
            String table,
            String version,
            LegalRoute route,
            @Nullable String note) {}

    /** The routes that ship with Sluice. */
    public static LegalRoutes shipped() {
        Map<String, String> texts = new LinkedHashMap<>();
        SHIPPED_FILES.forEach(file -> texts.put(SHIPPED + file, resource(FOLDER + "/" + file)));
        return parse(texts, Calendars.of(Calendars.parse(SHIPPED + CALENDAR, resource("calendars/" + CALENDAR))));
    }

    /**
     * Loads the tables in the folder {@code legal/routes} and runs their examples; those that ship with Sluice where there is no
     * such folder.
     *
     * @throws PolicyException naming file, line, key, value and what is allowed
     */
    public static LegalRoutes load(Path policiesDir) {
        Path folder = policiesDir.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return shipped();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> texts.put(file.toString(), NodeReader.text(file)));
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
        if (texts.isEmpty()) {
            throw new PolicyException(
                    folder + ": the folder has no tables; allowed: one for \"*\" and others, or no folder");
        }
        return parse(texts, Calendars.load(policiesDir));
    }

    /**
     * Reads tables from their texts and runs their examples.
     *
     * @param texts by what names them in errors
     * @param calendars what clocks may count by
     * @throws PolicyException naming source, line, key, value and what is allowed
     */
    static LegalRoutes parse(Map<String, String> texts, Calendars calendars) {
        LegalTableReader reader = new LegalTableReader(calendars);
        Map<String, LegalTable> tables = new LinkedHashMap<>();
        List<Fields> roots = new ArrayList<>();
        texts.forEach((source, text) -> {
            Fields root = LegalTableReader.root(source, text);
            LegalTable table = reader.read(root);
            LegalTable before = tables.put(table.jurisdiction(), table);
            if (before != null) {
                throw root.place("jurisdiction")
                        .error("jurisdiction '" + table.jurisdiction() + "' has two tables, the other is "
                                + before.place().source() + "; allowed: one");
            }
            roots.add(root);
        });
        LegalRoutes routes = new LegalRoutes(tables);
        requireEnds(tables, String.join(", ", texts.keySet()));
        roots.forEach(root -> root.items("examples").forEach(routes::check));
        return routes;
    }

    /** Every table leads to the last one, and no two answer for the same place. */
    private static void requireEnds(Map<String, LegalTable> tables, String sources) {
        if (!tables.containsKey(LegalRoute.ANY)) {
            throw new PolicyException(
                    sources + ": no table is for jurisdiction \"*\"; allowed: one, which all others" + " end at");
        }
        Map<String, LegalTable> covered = new LinkedHashMap<>();
        for (LegalTable table : tables.values()) {
            for (String code : table.covers()) {
                LegalTable before = covered.put(code, table);
                if (before != null) {
                    throw table.place()
                            .error("'" + code + "' is covered by the tables of " + before.jurisdiction() + " and "
                                    + table.jurisdiction() + "; allowed: one");
                }
            }
            requireEnd(table, tables);
        }
    }

    private static void requireEnd(LegalTable table, Map<String, LegalTable> tables) {
        Set<String> seen = new LinkedHashSet<>();
        LegalTable at = table;
        String next = at.fallsBackTo();
        while (next != null) {
            if (!seen.add(at.jurisdiction())) {
                throw table.place().error("tables fall back in a circle: " + String.join(", ", seen));
            }
            LegalTable found = tables.get(next);
            if (found == null) {
                throw at.place()
                        .error("key 'fallsBackTo' is '" + next + "', which has no table; allowed: "
                                + String.join(", ", tables.keySet()));
            }
            at = found;
            next = at.fallsBackTo();
        }
    }

    private void check(Node node) {
        Fields example = Fields.of(node, "an example", EXAMPLE);
        Found found = of(example.text("category"), example.text("jurisdiction"));
        String table = example.text("table");
        Urgency urgency = OutcomeNames.urgency(example, "urgency");
        if (!found.table().equals(table) || found.route().urgency() != urgency) {
            throw example.place()
                    .error("example " + example.text("category") + " in " + example.text("jurisdiction")
                            + " expects table '"
                            + table + "' and urgency " + urgency + "; reached table '" + found.table()
                            + "' and urgency "
                            + found.route().urgency());
        }
    }

    /** The route of a category in a jurisdiction. */
    public Found of(String category, String jurisdiction) {
        List<LegalTable> chain = chain(jurisdiction);
        // First whichever table names the category, then whichever has a route for all others: the last one at the
        // latest.
        for (String wanted : List.of(category, LegalRoute.ANY)) {
            for (LegalTable at : chain) {
                LegalRoute route = at.routes().get(wanted);
                if (route != null) {
                    String note = note(category, jurisdiction, at, route);
                    return new Found(jurisdiction, at.jurisdiction(), at.version(), route, note);
                }
            }
        }
        throw new IllegalStateException("the last table has no route for all others, though that was checked");
    }

    /** The tables that are asked about a jurisdiction, in order. */
    private List<LegalTable> chain(String jurisdiction) {
        List<LegalTable> chain = new ArrayList<>();
        String next = tableFor(jurisdiction).jurisdiction();
        while (next != null) {
            LegalTable table = table(next);
            chain.add(table);
            next = table.fallsBackTo();
        }
        return chain;
    }

    /** The routes of a category in several jurisdictions: the most urgent first, else in their order; each once. */
    public List<Found> of(String category, List<String> jurisdictions) {
        return jurisdictions.stream()
                .distinct()
                .map(jurisdiction -> of(category, jurisdiction))
                .sorted(MOST_URGENT_FIRST)
                .toList();
    }

    /** How urgent: a threat to life before everything. */
    public static Urgency mostUrgent(Urgency one, Urgency other) {
        return weight(one) >= weight(other) ? one : other;
    }

    private static int weight(Urgency urgency) {
        return switch (urgency) {
            case UNKNOWN -> 0;
            case ROUTINE -> 1;
            case STATUTORY_CLOCK -> 2;
            case THREAT_TO_LIFE -> 3;
        };
    }

    private LegalTable tableFor(String jurisdiction) {
        LegalTable own = tables.get(jurisdiction);
        if (own != null) {
            return own;
        }
        if (jurisdiction.startsWith(UNION_PREFIX)) {
            LegalTable member = tables.get(jurisdiction.substring(UNION_PREFIX.length()));
            if (member != null) {
                return member;
            }
        }
        return tables.values().stream()
                .filter(table -> table.covers(jurisdiction))
                .findFirst()
                .orElseGet(() -> table(LegalRoute.ANY));
    }

    private LegalTable table(String jurisdiction) {
        LegalTable table = tables.get(jurisdiction);
        if (table == null) {
            throw new IllegalStateException("no table for " + jurisdiction + ", though all were checked when loaded");
        }
        return table;
    }

    private @Nullable String note(String category, String jurisdiction, LegalTable at, LegalRoute route) {
        List<String> parts = new ArrayList<>();
        boolean isLast = at.jurisdiction().equals(LegalRoute.ANY);
        if (isLast && tableFor(jurisdiction).jurisdiction().equals(LegalRoute.ANY)) {
            parts.add("No table names jurisdiction " + jurisdiction + ": a lawyer must say which law applies.");
        } else if (!at.jurisdiction().equals(jurisdiction)) {
            parts.add("Answered by the table of " + (isLast ? "all other places" : at.jurisdiction()) + ".");
        }
        if (route.category().equals(LegalRoute.ANY)) {
            parts.add("No table names category " + category + " there.");
        }
        String remark = table(LegalRoute.ANY).remarks().get(jurisdiction);
        if (remark != null) {
            parts.add(remark);
        }
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static String resource(String file) {
        try (InputStream in = LegalRoutes.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + file + " cannot be read", e);
        }
    }
}
