package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Posted;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words in context: the post, its earlier revisions, the posts around it, and what it shows besides words. */
final class WordsSection {
    private WordsSection() {}

    static void write(CaseFile file, Page.Builder page) {
        CaseMaterial material = file.material();
        page.section("1. The words in context");
        page.text(
                "Highlighted are the places that the decision or the detectors point at. Characters that cannot be seen"
                        + " or printed stand as [U+202E] and the like; the sealed package has the bytes.");
        List<Inline> words = file.words();
        page.quote(words.isEmpty() ? List.of(new Inline.Strong("no words")) : words);
        PostedSection.write(file, page);
        Map<String, Fields> revisions = material.revisions();
        if (!revisions.isEmpty()) {
            page.heading(3, "Earlier revisions, oldest first");
            revisions.forEach((path, revision) -> {
                page.inline(List.of(new Inline.Strong(
                        "Revision " + revision.text("revision") + ", " + file.time(revision, "createdAt"))));
                page.quote(file.words(path + ": text", revision.text("text"), List.of()));
                PostedSection.write(Posted.of(file, path, revision), page);
            });
        }
        context(file, page);
        media(file, page);
        Map<String, String> labels = file.labels();
        if (!labels.isEmpty()) {
            page.heading(3, "What the platform attached");
            page.facts(labels);
        }
    }

    private static void context(CaseFile file, Page.Builder page) {
        List<Fields> around = file.material().context();
        if (around.isEmpty()) {
            page.text("Posts before and after it in its thread: none in this package.");
            return;
        }
        page.heading(3, "Posts around it in its thread");
        page.text("Words of other authors are masked in the evidence itself; their length is known.");
        boolean passed = false;
        for (Fields post : around) {
            if (!passed && post.whole("position") > 0) {
                page.inline(List.of(new Inline.Strong("(here stands the post in question)")));
                passed = true;
            }
            String who = post.text("author").isEmpty() ? "nobody named" : post.text("author");
            page.inline(List.of(new Inline.Strong(post.text("position") + ", " + file.time(post, "createdAt") + ", "
                    + who + ", " + post.text("textLength") + " characters")));
            String words = post.text("text");
            if (!words.isEmpty()) {
                page.quote(file.words("data/context " + post.text("position") + ": text", words, List.of()));
            }
        }
        if (!passed) {
            page.inline(List.of(new Inline.Strong("(here stands the post in question)")));
        }
    }

    private static void media(CaseFile file, Page.Builder page) {
        List<Fields> media = file.material().media();
        if (media.isEmpty()) {
            return;
        }
        page.heading(3, "Pictures, recordings and files");
        page.text("Only their addresses and hashes are kept, not their content.");
        List<List<String>> rows = new ArrayList<>();
        media.forEach(item -> rows.add(List.of(
                file.redactor().link("data/media/media.json: uri", item.text("uri")),
                item.text("mime"),
                item.text("bytes"),
                item.text("sha256").isEmpty() ? "not known" : item.text("sha256"))));
        page.table(List.of("Address", "Type", "Bytes", "SHA-256"), rows);
    }
}
