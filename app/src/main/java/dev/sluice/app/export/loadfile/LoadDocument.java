package dev.sluice.app.export.loadfile;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Enclosed;
import dev.sluice.app.export.dossier.Sections;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.material.Enclosure;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import dev.sluice.app.export.page.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document of a production. The post is the parent of all others of its package.
 *
 * @param part which part of its package: {@code post}, {@code notice-2}
 * @param type its type as the table has it
 * @param title its title
 * @param page what is printed
 * @param text its text, for search
 * @param source the sealed file that it shows
 * @param original the sealed file's bytes; null where a masked production leaves them out
 * @param name what its sender called it; empty where it has no such name
 * @param date when it was published, made or sent; null where that is not known
 */
record LoadDocument(
        String part,
        String type,
        String title,
        Page page,
        String text,
        String source,
        byte @Nullable [] original,
        String name,
        @Nullable Instant date) {

    /** The documents of a package, the parent first. */
    static List<LoadDocument> of(CaseFile file) {
        CaseMaterial material = file.material();
        List<LoadDocument> documents = new ArrayList<>();
        String raw = material.files().keySet().stream()
                .filter(path -> path.startsWith("data/raw/") && path.endsWith(".avro") && !path.contains("revisions/"))
                .findFirst()
                .orElse("data/post/post.json");
        documents.add(part(
                file, "post", "Post", Sections.words(file), raw, material.post().time("createdAt")));
        documents.add(part(
                file,
                "assessment",
                "Assessment",
                Sections.findings(file),
                "data/assessment/assessment.json",
                material.assessment().time("assessedAt")));
        documents.add(part(
                file,
                "decision",
                "Decision and policy",
                Sections.decision(file),
                "data/decision/decision.json",
                material.decision().time("decidedAt")));
        for (Enclosure enclosure : material.enclosures()) {
            documents.add(enclosed(file, enclosure));
        }
        return documents;
    }

    /** The sealed file, as the table names it. */
    String sourceShown(CaseFile file) {
        return file.path(source);
    }

    /** The ending of the original's name: one of ours, never one that a stranger chose. */
    String extension() {
        return source.endsWith(".avro") ? "avro" : source.endsWith(".json") ? "json" : "bin";
    }

    private static LoadDocument part(
            CaseFile file, String part, String title, Page page, String source, @Nullable Instant date) {
        byte[] original = file.masked() ? null : file.material().files().get(source);
        String type = part.toUpperCase(java.util.Locale.ROOT);
        return new LoadDocument(part, type, title, page, PlainText.of(page), source, original, "", date);
    }

    private static LoadDocument enclosed(CaseFile file, Enclosure enclosure) {
        String text = file.masked()
                ? "[left out of a masked production: " + enclosure.content().length + " bytes, SHA-256 "
                        + file.material().sha256(enclosure.path()) + "]"
                : enclosure.isText() ? Enclosed.text(enclosure) : "[no text: see the native]";
        Page page = Sections.document(file, enclosure.title(), List.of(new Inline.Plain(text)));
        return new LoadDocument(
                enclosure.kind().label().toLowerCase(java.util.Locale.ROOT) + "-" + enclosure.number(),
                enclosure.kind().name(),
                enclosure.title(),
                page,
                text,
                enclosure.path(),
                file.masked() ? null : enclosure.content(),
                Enclosed.name(file, enclosure),
                enclosure.about().time("at"));
    }

    @Override
    public String toString() {
        return "LoadDocument[" + part + "]";
    }
}
