package dev.sluice.topology.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of statements of reasons, one set for each language. Immutable. */
public final class StatementTexts {
    /** The language of those who read none of the others. */
    public static final String DEFAULT_LANGUAGE = "en";

    private static final List<String> SHIPPED = List.of("de", DEFAULT_LANGUAGE);
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?");
    private static final String SUFFIX = ".yaml";
    private static final List<String> MEASURES = List.of("limit", "remove");
    private static final List<String> SOURCES = List.of("own", "report", "notice", "trusted");
    private static final List<String> DETECTION = List.of("automated", "people");
    private static final List<String> DECISION = List.of("fully", "partially", "people");
    private static final List<String> KINDS = List.of("imposed", "changed", "confirmed", "lifted");
    private static final List<String> IN_TEXT = List.of(
            "community",
            "post",
            "measure",
            "from",
            "rationale",
            "ground",
            "source",
            "detection",
            "decision",
            "territories",
            "redress");
    private static final List<String> KEYS = List.of(
            "statements",
            "version",
            "measures",
            "sources",
            "detection",
            "decision",
            "grounds",
            "territories",
            "redress",
            "otherLanguage",
            "imposed",
            "changed",
            "confirmed",
            "lifted");

    private final Map<String, Map<String, StatementTemplate>> byLanguage;

    private StatementTexts(Map<String, Map<String, StatementTemplate>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * What a statement says, each part by the name that the files have for it.
     *
     * @param kind {@code imposed}, {@code changed}, {@code confirmed} or {@code lifted}
     * @param measure {@code limit} or {@code remove}
     * @param source {@code own}, {@code report}, {@code notice} or {@code trusted}
     * @param detection {@code automated} or {@code people}
     * @param decision {@code fully}, {@code partially} or {@code people}
     * @param ground {@code clause}, {@code law} or {@code none}
     * @param values what the placeholders {@code community}, {@code post}, {@code from}, {@code rationale}, {@code
     *     clause}, {@code clauseTitle}, {@code law}, {@code territories} and {@code contestUntil}, the last whole day, stand for
     */
    public record Facts(
            String kind,
            String measure,
            String source,
            String detection,
            String decision,
            String ground,
            Map<String, String> values) {
        /** Copies the values, each on one line. */
        public Facts {
            Map<String, String> lines = new HashMap<>();
            values.forEach((name, value) -> lines.put(name, StatementTemplate.oneLine(value)));
            values = Map.copyOf(lines);
        }
    }

    /**
     * A statement as its reader sees it.
     *
     * @param language BCP 47 primary tag of the text
     * @param subject one line
     * @param text the message, plain text: the channel that shows it escapes it
     */
    public record Text(String language, String subject, String text) {}

    /**
     * Loads {@code statements/<language>.yaml}; the texts that ship with Sluice where there is no such folder.
     *
     * @throws PolicyException naming file, line and what is wrong, or that there is none in the default language
     */
    public static StatementTexts load(Path policiesDir) {
        Path folder = policiesDir.resolve("statements");
        Map<String, Map<String, StatementTemplate>> byLanguage = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            for (String language : SHIPPED) {
                String name = language + SUFFIX;
                read(ShippedStatements.PLACE + name, language, ShippedStatements.text(name), byLanguage);
            }
            return new StatementTexts(byLanguage);
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !file.endsWith(StatementGrounds.FILE))
                    .sorted()
                    .forEach(file -> read(file, byLanguage));
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
        if (!byLanguage.containsKey(DEFAULT_LANGUAGE)) {
            throw new PolicyException(folder + ": " + DEFAULT_LANGUAGE + SUFFIX
                    + " is missing; without it, authors of other languages could not be told why");
        }
        return new StatementTexts(byLanguage);
    }

    private static void read(Path file, Map<String, Map<String, StatementTemplate>> byLanguage) {
        String name = String.valueOf(file.getFileName());
        String language = name.substring(0, name.length() - SUFFIX.length());
        read(file.toString(), language, NodeReader.text(file), byLanguage);
    }

    private static void read(
            String source, String name, String content, Map<String, Map<String, StatementTemplate>> byLanguage) {
        Fields fields = Fields.of(NodeReader.yaml(source, content), "the statements", KEYS);
        String language = fields.text("statements", LANGUAGE, "a language such as en or de");
        if (!name.equals(language)) {
            throw fields.wrong("statements", "the file's name, " + name);
        }
        fields.text("version", VERSION, "a version such as \"1.0.0\"");
        Map<String, StatementTemplate> texts = new TreeMap<>();
        group(fields, "measures", MEASURES, List.of(), texts);
        group(fields, "sources", SOURCES, List.of(), texts);
        group(fields, "detection", DETECTION, List.of(), texts);
        group(fields, "decision", DECISION, List.of(), texts);
        group(fields, "grounds", List.of("clause", "law", "none"), List.of("clause", "clauseTitle", "law"), texts);
        texts.put("territories", StatementTemplate.read(fields, "territories", List.of("territories")));
        texts.put("redress", StatementTemplate.read(fields, "redress", List.of("contestUntil")));
        texts.put("otherLanguage", StatementTemplate.read(fields, "otherLanguage", List.of("languageWanted")));
        for (String kind : KINDS) {
            Fields parts = Fields.of(fields.node(kind), kind, List.of("subject", "text"));
            texts.put(kind + ".subject", StatementTemplate.read(parts, "subject", List.of("community")));
            texts.put(kind + ".text", StatementTemplate.read(parts, "text", IN_TEXT));
        }
        byLanguage.put(language, texts);
    }

    private static void group(
            Fields fields,
            String key,
            List<String> names,
            List<String> placeholders,
            Map<String, StatementTemplate> texts) {
        Fields group = Fields.of(fields.node(key), key, names);
        for (String name : names) {
            texts.put(key + "." + name, StatementTemplate.read(group, name, placeholders));
        }
    }

    /** The languages that there are texts in. */
    public Set<String> languages() {
        return new TreeSet<>(byLanguage.keySet());
    }

    /**
     * Puts a statement together, in the language wanted where there are texts in it, else in the default one; it then
     * says so.
     *
     * @param languageWanted BCP 47 tag, as the pipeline took the language of the post to be
     */
    public Text write(String languageWanted, Facts facts) {
        String primary = languageWanted.toLowerCase(Locale.ROOT).split("-", 2)[0];
        String language = byLanguage.containsKey(primary) ? primary : DEFAULT_LANGUAGE;
        Map<String, StatementTemplate> texts = byLanguage.getOrDefault(language, Map.of());
        Map<String, String> values = new HashMap<>(facts.values());
        values.put("languageWanted", StatementTemplate.oneLine(primary));
        values.put("measure", fill(texts, "measures." + facts.measure(), values));
        values.put("source", fill(texts, "sources." + facts.source(), values));
        values.put("detection", fill(texts, "detection." + facts.detection(), values));
        values.put("decision", fill(texts, "decision." + facts.decision(), values));
        values.put("ground", fill(texts, "grounds." + facts.ground(), values));
        values.put("territories", fill(texts, "territories", values));
        values.put("redress", fill(texts, "redress", values));
        String text = fill(texts, facts.kind() + ".text", values);
        if (!language.equals(primary) && !primary.equals("und")) {
            text += "\n" + fill(texts, "otherLanguage", values) + "\n";
        }
        return new Text(language, fill(texts, facts.kind() + ".subject", values), text);
    }

    private static String fill(Map<String, StatementTemplate> texts, String key, Map<String, String> values) {
        StatementTemplate template = texts.get(key);
        if (template == null) {
            throw new IllegalArgumentException(
                    "statement text '" + key + "' is unknown; allowed: " + String.join(", ", texts.keySet()));
        }
        return template.fill(values);
    }
}
