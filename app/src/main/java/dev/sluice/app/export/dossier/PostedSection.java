package dev.sluice.app.export.dossier;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Posted;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was really posted, where the words above it were read out of a record in another format. */
final class PostedSection {
    /** So that words which are said over and over do not fill sheet after sheet. */
    private static final int MOST_PLACES = 64;

    private PostedSection() {}

    /** The post, and each place of it that is pointed at. */
    static void write(CaseFile file, Page.Builder page) {
        Posted posted = file.posted();
        if (posted == null) {
            return;
        }
        page.heading(3, "As it was posted");
        readBy(posted, page);
        if (file.masked() && posted.readable()) {
            page.text("Of what was posted this masked copy shows what it shows of the words above, and markup that says"
                    + " nothing. All other markup is masked, for it may hold addresses and names that no reader sees.");
        }
        parts(posted, file.material().spans(), page);
        List<Span> places = file.material().places();
        for (Span span : places.subList(0, Math.min(places.size(), MOST_PLACES))) {
            posted.parts().forEach(part -> quote(part, span, page));
        }
        if (places.size() > MOST_PLACES) {
            page.text("Of " + places.size() + " places the first " + MOST_PLACES
                    + " are quoted here; all are set off above.");
        }
    }

    /** An earlier revision, at which nothing points. */
    static void write(@Nullable Posted revision, Page.Builder page) {
        if (revision != null) {
            readBy(revision, page);
            parts(revision, List.of(), page);
        }
    }

    private static void readBy(Posted posted, Page.Builder page) {
        page.text("The words above were read out of another format, by the mapping \"" + posted.source()
                + "\", version " + posted.mapping() + ".");
        if (!posted.readable()) {
            page.notice(
                    "What was posted could not be read again for this document. Its bytes are in the sealed package,"
                            + " as \"origin\" with the post.");
        }
    }

    private static void parts(Posted posted, List<Span> spans, Page.Builder page) {
        for (Posted.Part part : posted.parts()) {
            page.inline(List.of(new Inline.Strong(part.pointer() + ", read as " + part.format())));
            page.quote(part.words(spans));
        }
    }

    private static void quote(Posted.Part part, Span span, Page.Builder page) {
        Span place = part.place(span);
        if (place != null) {
            page.inline(List.of(new Inline.Strong("Characters " + span.characters() + " of the words are characters "
                    + place.characters() + " of " + part.pointer())));
            page.quote(part.quote(place));
        }
    }
}
