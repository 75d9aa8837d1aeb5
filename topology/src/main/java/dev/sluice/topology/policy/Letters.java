package dev.sluice.topology.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The templates of letters about notices of defamation, {@code letters/*.yaml} of a folder of policies. Their examples run
 * when they are read. Immutable.
 *
 * <p>A letter is plain text. What a stranger wrote stands in it as a quotation, each line after {@code "> "}, without
 * control characters, and bounded; nothing in it is taken for markup or for a placeholder.
 */
public final class Letters {
    /** The folder's name. */
    public static final String FOLDER = "letters";

    /** What letters may say about everything. */
    private static final List<String> EVERYWHERE =
            List.of("notice", "receivedAt", "today", "operator", "contact", "words");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final List<String> KEYS =
            List.of("letter", "version", "language", "to", "subject", "text", "phrases", "examples");
    private static final String SUFFIX = ".yaml";

    /** More than a notice may hold: a complaint is never cut. */
    private static final int MAX_QUOTED = 200_000;

    private final Map<Kind, Template> templates;

    private Letters(Map<Kind, Template> templates) {
        this.templates = templates;
    }

    /** The letters that there are. Each is a file named after its id. */
    public enum Kind {
        /** To the poster: a copy of the complaint, and what happens without an answer. Never the complainant's name unasked. */
        POSTER_NOTIFICATION(
                "poster-notification",
                "poster",
                List.of("locations", "imputation", "meaning", "complaints", "complainant", "lastDay")),
        /** To the complainant: the poster was notified. */
        ACKNOWLEDGEMENT("acknowledgement", "complainant", List.of("name")),
        /** To the complainant: what the notice lacks, and what one must contain. */
        DEFECTIVE_NOTICE("defective-notice", "complainant", List.of("name", "missing")),
        /** To the complainant: the statement was removed, and why. */
        REMOVED("removed", "complainant", List.of("name", "removedAt", "why")),
        /** To the complainant: the poster refuses, and agrees that the details are given. */
        REFUSED_WITH_DETAILS("refused-with-details", "complainant", List.of("name")),
        /** To the complainant: the poster refuses, and does not agree that the details are given. */
        REFUSED_WITHOUT_DETAILS("refused-without-details", "complainant", List.of("name"));

        private final String id;
        private final String to;
        private final List<String> placeholders;

        Kind(String id, String to, List<String> own) {
            this.id = id;
            this.to = to;
            List<String> all = new ArrayList<>(EVERYWHERE);
            all.addAll(own);
            this.placeholders = List.copyOf(all);
        }

        /** Its id, which is the name of its file. */
        public String id() {
            return id;
        }

        /** Whom it goes to: {@code complainant} or {@code poster}. */
        public String to() {
            return to;
        }
    }

    /** Reasons for a removal that the letter about it must have words for. */
    private static final List<String> REASONS = List.of(
            "NO_CONTACT", "REPEAT", "POSTER_SILENT", "POSTER_INCOMPLETE", "POSTER_CONSENTS", "ORDERED", "OTHER");

    private record Template(
            Kind kind,
            String version,
            String language,
            StatementTemplate subject,
            StatementTemplate text,
            Map<String, String> phrases) {}

    /**
     * A letter, ready to send.
     *
     * @param template id of the template
     * @param version version of the template
     * @param language BCP 47 tag
     * @param subject one line
     * @param text plain text
     */
    public record Written(String template, String version, String language, String subject, String text) {}

    /**
     * Loads every template, and runs its examples.
     *
     * @throws PolicyException naming file, line and what is wrong; also where one is missing
     */
    public static Letters load(Path policiesDir) {
        Path folder = policiesDir.resolve(FOLDER);
        Map<Kind, Template> templates = new TreeMap<>();
        for (Path file : files(folder)) {
            Template template = parse(file.toString(), NodeReader.text(file));
            String name = String.valueOf(file.getFileName());
            if (!name.equals(template.kind.id + SUFFIX)) {
                throw new PolicyException(file + ":1: the file holds letter '" + template.kind.id
                        + "'; allowed: a file named " + template.kind.id + SUFFIX);
            }
            templates.put(template.kind, template);
        }
        for (Kind kind : Kind.values()) {
            if (!templates.containsKey(kind)) {
                throw new PolicyException(folder + ": letter '" + kind.id + "' is missing; allowed: a file " + kind.id
                        + SUFFIX + " for each letter");
            }
        }
        return new Letters(templates);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Template parse(String source, String text) {
        Fields fields = Fields.of(NodeReader.yaml(source, text), "the letter", KEYS);
        Kind kind = kind(fields);
        if (!fields.text("to").equals(kind.to)) {
            throw fields.wrong("to", kind.to);
        }
        if (fields.text("subject").contains("\n")) {
            throw fields.wrong("subject", "one line");
        }
        Template template = new Template(
                kind,
                fields.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED),
                fields.text("language", LANGUAGE, "a BCP 47 tag such as en or pt-BR"),
                StatementTemplate.read(fields, "subject", List.of("notice")),
                StatementTemplate.read(fields, "text", kind.placeholders),
                phrases(fields, kind));
        List<Node> examples = fields.items("examples");
        if (examples.isEmpty()) {
            throw fields.place("examples").error("letter '" + kind.id + "' has no examples; allowed: at least one");
        }
        examples.forEach(example -> check(template, example));
        return template;
    }

    private static Kind kind(Fields fields) {
        String id = fields.text("letter");
        for (Kind kind : Kind.values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        throw fields.wrong(
                "letter",
                String.join(", ", Stream.of(Kind.values()).map(Kind::id).toList()));
    }

    private static Map<String, String> phrases(Fields fields, Kind kind) {
        if (kind != Kind.REMOVED) {
            if (fields.has("phrases")) {
                throw fields.place("phrases").error("letter '" + kind.id + "' has phrases; allowed: none");
            }
            return Map.of();
        }
        Fields phrases = Fields.of(fields.node("phrases"), "phrases", REASONS);
        Map<String, String> read = new LinkedHashMap<>();
        REASONS.forEach(reason -> read.put(reason, phrases.text(reason)));
        return Map.copyOf(read);
    }

    private static void check(Template template, Node node) {
        Fields example = Fields.of(node, "an example", List.of("values", "contains"));
        Fields given = Fields.of(example.node("values"), "values", template.kind.placeholders);
        Map<String, String> values = new HashMap<>();
        given.entries().keySet().forEach(key -> values.put(key, given.anyText(key)));
        Set<String> needed = new TreeSet<>();
        Stream.concat(template.text.pieces().stream(), template.subject.pieces().stream())
                .filter(StatementTemplate.Piece::placeholder)
                .forEach(piece -> needed.add(piece.text()));
        needed.removeAll(values.keySet());
        if (!needed.isEmpty()) {
            throw example.place("values")
                    .error("example of letter '" + template.kind.id + "' lacks values for {"
                            + String.join("}, {", needed) + "}");
        }
        String text = template.text.fill(values);
        for (String wanted : example.texts("contains")) {
            if (!text.contains(wanted)) {
                throw example.place("contains")
                        .error("example of letter '" + template.kind.id + "' does not contain '" + wanted + "'");
            }
        }
    }

    /**
     * Writes a letter.
     *
     * @param values what its placeholders stand for: words of strangers as {@link #quoted} or {@link #oneLine} gives them
     */
    public Written write(Kind kind, Map<String, String> values) {
        Template template = template(kind);
        return new Written(
                kind.id,
                template.version,
                template.language,
                template.subject.fill(values),
                template.text.fill(values, MAX_QUOTED));
    }

    /** Why a statement was removed, in the words of the letter; those of {@code OTHER} for a reason that has none. */
    public String why(String reason) {
        Map<String, String> phrases = template(Kind.REMOVED).phrases;
        return phrases.getOrDefault(reason, phrases.getOrDefault("OTHER", ""));
    }

    private Template template(Kind kind) {
        Template template = templates.get(kind);
        if (template == null) {
            throw new IllegalStateException("letter '" + kind.id + "' was not loaded");
        }
        return template;
    }

    /** The versions of all templates, by id. */
    public Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        templates.forEach((kind, template) -> versions.put(kind.id, template.version));
        return versions;
    }

    /** A stranger's words as a quotation: each line after {@code "> "}, without controls; {@code "> -"} for none. */
    public static String quoted(String words) {
        List<String> lines = words.lines()
                .map(line -> StatementTemplate.oneLine(line, MAX_QUOTED))
                .toList();
        return lines.isEmpty() ? "> -" : "> " + String.join("\n> ", lines);
    }

    /** A stranger's words on one line, without controls. */
    public static String oneLine(String words) {
        return StatementTemplate.oneLine(words);
    }
}
