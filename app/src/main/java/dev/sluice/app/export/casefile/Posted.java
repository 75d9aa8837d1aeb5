package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.material.MaterialException;
import dev.sluice.app.export.material.OriginFields;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.redact.MaskedText;
import dev.sluice.app.sources.Originals;
import dev.sluice.schemas.PostOrigin;
import dev.sluice.topology.source.UnreadableRecordException;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.OffsetMap.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was really posted, where a mapping of sources has read the post's text out of a record in another format.
 *
 * @param source name of the mapping
 * @param mapping version of the mapping
 * @param parts the texts of the record that it has read; none where they cannot be read again
 */
public record Posted(String source, String mapping, List<Part> parts) {
    /** Copies the parts. */
    public Posted {
        parts = List.copyOf(parts);
    }

    /**
     * A text of the record.
     *
     * @param pointer its place in the record
     * @param format what it was read as
     * @param text the text, masked where anything is
     * @param map leads from the post's text to places in it
     */
    public record Part(String pointer, String format, MaskedText text, OffsetMap map) {
        /** Its words, those set off that stand where the post's text has these spans. */
        public List<Inline> words(List<Span> spans) {
            List<Span> places = new ArrayList<>();
            for (Span span : spans) {
                Span place = place(span);
                if (place != null) {
                    places.add(place);
                }
            }
            return Words.of(text, Span.merged(places, Integer.MAX_VALUE));
        }

        /** Where the words stand that the post's text has in this span; null where they are not of this part. */
        public @Nullable Span place(Span span) {
            Stretch stretch = map.original(span.start(), span.end());
            return stretch == null ? null : new Span(stretch.start(), stretch.end());
        }

        /** The words in a place. */
        public List<Inline> quote(Span place) {
            return Words.of(text.within(place), List.of());
        }

        @Override
        public String toString() {
            return "Part[" + pointer + " as " + format + "]";
        }
    }

    /**
     * What was posted; null where no mapping has read the post, the words are those of the record as they stand, or only a
     * pointer to it may be kept.
     *
     * @param path the post's readable copy in the package
     */
    public static @Nullable Posted of(CaseFile file, String path, Fields post) {
        Fields from = post.in("origin");
        if (file.material().pointerOnly() || from.list("parts").isEmpty()) {
            return null;
        }
        List<Part> parts = parts(file, path, post);
        return parts == null ? null : new Posted(from.text("source"), from.text("mapping"), parts);
    }

    /** Whether the record could be read again. */
    public boolean readable() {
        return !parts.isEmpty();
    }

    /** The parts that stand in the record in other words; null where all stand there as they are in the post. */
    private static @Nullable List<Part> parts(CaseFile file, String path, Fields post) {
        try {
            PostOrigin origin = OriginFields.of(post);
            List<Originals.Part> parts = Originals.of(origin).parts();
            if (parts.stream().allMatch(Originals.Part::isAsItStands)) {
                return null;
            }
            MaskedText masked = file.text(path + ": text", post.text("text"));
            return parts.stream().map(part -> part(file, path, masked, part)).toList();
        } catch (UnreadableRecordException | MaterialException e) {
            // The package has its bytes, and whoever reads the dossier is told.
            return List.of();
        }
    }

    private static Part part(CaseFile file, String path, MaskedText text, Originals.Part part) {
        MaskedText original =
                file.redactor().original(path + ": origin " + part.pointer(), part.text(), part.map(), text);
        return new Part(part.pointer(), part.format(), original, part.map());
    }
}
