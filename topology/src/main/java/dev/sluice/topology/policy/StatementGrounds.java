package dev.sluice.topology.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What rules and clauses are called in statements of reasons and transparency reports. Immutable. */
public final class StatementGrounds {
    /** The file, in the folder {@code statements} of the policies. */
    static final String FILE = "grounds.yaml";

    private static final Pattern CATEGORY = Pattern.compile("STATEMENT_CATEGORY_[A-Z_]+");
    private static final Pattern KEYWORD = Pattern.compile("KEYWORD_[A-Z_]+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+(\\.\\*)?");
    private static final String ID_ALLOWED = "ids such as threat.life, or threat.* for all that begin so";
    private static final List<String> KEYS = List.of("rules", "clauses", "category", "keywords", "law", "examples");
    private static final Ground OTHER = new Ground("STATEMENT_CATEGORY_OTHER_VIOLATION_TC", List.of(), null);

    private final List<Entry> entries;
    private final Ground otherwise;

    private StatementGrounds(List<Entry> entries, Ground otherwise) {
        this.entries = entries;
        this.otherwise = otherwise;
    }

    /**
     * What a restriction rests on.
     *
     * @param category category of the transparency database
     * @param keywords its keywords
     * @param law the law, or null where the guidelines are the ground
     */
    public record Ground(
            String category,
            List<String> keywords,
            @Nullable Law law) {
        /** Copies the keywords. */
        public Ground {
            keywords = List.copyOf(keywords);
        }
    }

    /**
     * A law that posts are held to break.
     *
     * @param ground the law and its provision
     * @param explanation why such posts are held to break it
     */
    public record Law(String ground, String explanation) {}

    private record Entry(List<String> rules, List<String> clauses, Ground ground) {}

    /** No entries: everything is an other violation of the terms. */
    public static StatementGrounds none() {
        return new StatementGrounds(List.of(), OTHER);
    }

    /**
     * Loads {@code statements/grounds.yaml} and checks its examples; the grounds that ship with Sluice where there is no
     * folder {@code statements}, and {@link #none} where it has no such file.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static StatementGrounds load(Path policiesDir) {
        Path file = policiesDir.resolve("statements").resolve(FILE);
        if (!Files.isDirectory(policiesDir.resolve("statements"))) {
            return read(ShippedStatements.PLACE + FILE, ShippedStatements.text(FILE));
        }
        return Files.isRegularFile(file) ? read(file.toString(), NodeReader.text(file)) : none();
    }

    private static StatementGrounds read(String source, String text) {
        Fields fields =
                Fields.of(NodeReader.yaml(source, text), "the grounds", List.of("version", "otherwise", "grounds"));
        fields.text("version");
        List<Entry> entries = new ArrayList<>();
        for (Node node : fields.items("grounds")) {
            entries.add(entry(Fields.of(node, "a ground", KEYS)));
        }
        StatementGrounds grounds = new StatementGrounds(
                List.copyOf(entries),
                ground(Fields.of(fields.node("otherwise"), "otherwise", List.of("category", "keywords"))));
        for (Node node : fields.items("grounds")) {
            grounds.checkExamples(Fields.of(node, "a ground", KEYS));
        }
        return grounds;
    }

    private static Entry entry(Fields fields) {
        List<String> rules = fields.has("rules") ? fields.texts("rules", ID, ID_ALLOWED) : List.of();
        List<String> clauses = fields.has("clauses") ? fields.texts("clauses", ID, ID_ALLOWED) : List.of();
        if (rules.isEmpty() && clauses.isEmpty()) {
            throw fields.place().error(fields.what() + " names neither 'rules' nor 'clauses'; allowed: one or both");
        }
        return new Entry(rules, clauses, ground(fields));
    }

    private static Ground ground(Fields fields) {
        List<String> keywords = fields.texts("keywords");
        for (String keyword : keywords) {
            if (!KEYWORD.matcher(keyword).matches()) {
                throw fields.place("keywords").error("keyword '" + keyword + "'; allowed: KEYWORD_…");
            }
        }
        return new Ground(
                fields.text("category", CATEGORY, "STATEMENT_CATEGORY_…"),
                keywords,
                fields.has("law")
                        ? law(Fields.of(fields.node("law"), "law of a ground", List.of("ground", "explanation")))
                        : null);
    }

    private static Law law(Fields fields) {
        return new Law(fields.text("ground"), fields.text("explanation"));
    }

    /** An example is the id of a rule that this entry must decide, and no entry before it. */
    private void checkExamples(Fields fields) {
        Ground own = ground(fields);
        for (String rule : fields.texts("examples")) {
            Ground found = of(rule, null);
            if (!found.equals(own)) {
                throw fields.place("examples")
                        .error("example '" + rule + "' of a ground finds " + found.category() + "; this entry has "
                                + own.category() + " and does not name the rule, or another one does before it");
            }
        }
    }

    /** The ground of a decision. */
    public Ground of(String rule, @Nullable String clause) {
        for (Entry entry : entries) {
            if (names(entry.rules(), rule)) {
                return entry.ground();
            }
        }
        if (clause != null) {
            for (Entry entry : entries) {
                if (names(entry.clauses(), clause)) {
                    return entry.ground();
                }
            }
        }
        return otherwise;
    }

    /** Every ground, {@code otherwise} included. */
    public List<Ground> all() {
        List<Ground> all = new ArrayList<>(entries.stream().map(Entry::ground).toList());
        all.add(otherwise);
        return List.copyOf(all);
    }

    private static boolean names(List<String> ids, String id) {
        for (String name : ids) {
            boolean matches =
                    name.endsWith(".*") ? id.startsWith(name.substring(0, name.length() - 1)) : name.equals(id);
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
