package dev.sluice.topology.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The templates of what members are told, and their rendering as plain text. Immutable. */
public final class Notices {
    private static final List<String> KEYS = List.of("notice", "language", "version", "subject", "text");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final String SUFFIX = ".yaml";

    private final Map<String, Template> templates;

    private Notices(Map<String, Template> templates) {
        this.templates = templates;
    }

    private record Template(String id, String version, String language, TemplateText subject, TemplateText text) {}

    /**
     * Loads every {@code notices/*.yaml} in {@code policiesDir}; none where there is no such folder.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static Notices load(Path policiesDir) {
        Path folder = policiesDir.resolve("notices");
        if (!Files.isDirectory(folder)) {
            return new Notices(Map.of());
        }
        Map<String, Template> templates = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                Template template = read(file);
                templates.put(template.id(), template);
            }
        } catch (IOException e) {
            throw new PolicyException(
                    folder + ": the folder cannot be read: " + e.getClass().getSimpleName(), e);
        }
        return new Notices(templates);
    }

    private static Template read(Path file) {
        Fields fields = Fields.of(NodeReader.yaml(file.toString(), NodeReader.text(file)), "the notice", KEYS);
        String id = fields.text("notice", PackText.ID, PackText.ID_ALLOWED);
        String name = String.valueOf(file.getFileName());
        if (!name.equals(id + SUFFIX)) {
            throw fields.wrong("notice", "the file's name, " + name.substring(0, name.length() - SUFFIX.length()));
        }
        TemplateText subject = TemplateText.read(fields, "subject");
        if (fields.text("subject").contains("\n")) {
            throw fields.wrong("subject", "one line");
        }
        return new Template(
                id,
                fields.text("version", PolicyVersion.FORM, PackText.VERSION_ALLOWED),
                fields.text("language", LANGUAGE, "a BCP 47 tag such as en or pt-BR"),
                subject,
                TemplateText.read(fields, "text"));
    }

    /** The ids of all templates. */
    public Set<String> ids() {
        return Set.copyOf(templates.keySet());
    }

    /**
     * Refuses packs with a rule whose notice could not be rendered, so that this is found before the first post is.
     *
     * @throws PolicyException naming file, line, rule and notice
     */
    public void requireAllOf(PolicyBook book) {
        for (PolicyPack pack : book.packs()) {
            for (Rule rule : pack.rules()) {
                String mistake = mistakeIn(rule);
                if (mistake != null) {
                    throw rule.then().noticePlace().error(mistake);
                }
            }
            for (Mediation mediation : pack.mediations()) {
                String mistake = mistakeIn(mediation.plan());
                Place place = mediation.notePlace();
                if (mistake != null && place != null) {
                    throw place.error(mistake);
                }
            }
        }
    }

    /** What is wrong with the note that a mediation suggests, or null. */
    @Nullable
    String mistakeIn(MediationPlan plan) {
        String note = plan.note();
        if (note == null) {
            return null;
        }
        Template template = templates.get(note);
        if (template == null) {
            return "note '" + note + "' of mediation is unknown; allowed: " + String.join(", ", templates.keySet());
        }
        return template.subject().namesRuling() || template.text().namesRuling()
                ? "note '" + note + "' of mediation speaks of a ruling, and there is none; allowed: {community}, {post}"
                : null;
    }

    /**
     * Fills in the note of a mediation.
     *
     * @throws IllegalArgumentException where no template has this id
     */
    public Notice renderNote(String id, String community, String post) {
        return render(id, new Values(community, null, null, "", "", post));
    }

    /** What is wrong with the notice that a rule names, or null. */
    @Nullable
    String mistakeIn(Rule rule) {
        String notice = rule.then().notice();
        if (notice == null) {
            return null;
        }
        Template template = templates.get(notice);
        if (template == null) {
            return "notice '" + notice + "' of rule '" + rule.id() + "' is unknown; allowed: "
                    + String.join(", ", templates.keySet());
        }
        boolean needsClause =
                template.subject().namesClause() || template.text().namesClause();
        return needsClause && rule.clause() == null
                ? "notice '" + notice + "' speaks of a clause and rule '" + rule.id() + "' names none"
                : null;
    }

    /**
     * Fills in a template. The result is plain text: the channel that shows it escapes it. Control characters are
     * taken out of the values, line breaks in them become blanks, and values that are too long are cut.
     *
     * @throws IllegalArgumentException where no template has this id
     */
    public Notice render(String id, Values values) {
        Template template = templates.get(id);
        if (template == null) {
            throw new IllegalArgumentException(
                    "notice '" + id + "' is unknown; allowed: " + String.join(", ", templates.keySet()));
        }
        return new Notice(
                template.id(),
                template.version(),
                template.language(),
                template.subject().fill(values),
                template.text().fill(values));
    }

    /**
     * A rendered notice.
     *
     * @param id id of the template
     * @param version version of the template
     * @param language BCP 47 tag of the template
     * @param subject one line
     * @param text the message
     */
    public record Notice(String id, String version, String language, String subject, String text) {}

    /**
     * What the placeholders stand for.
     *
     * @param community the post's community
     * @param clause number of the clause, or null where the rule names none
     * @param clauseTitle title of the clause, or null
     * @param rationale the ruling's rationale
     * @param outcome the outcome in plain lower-case words
     * @param post how the author recognises the post: its id or address, never its text
     */
    public record Values(
            String community,
            @Nullable String clause,
            @Nullable String clauseTitle,
            String rationale,
            String outcome,
            String post) {}
}
