package dev.sluice.app.sources;

import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.Post;
import dev.sluice.topology.source.Mapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what becomes of a line, for a person. */
public final class MappedText {
    private static final int SHOWN = 100;
    private static final int SHOWN_LOST = 8;

    private MappedText() {}

    /** The rows that tell of a line. */
    public static List<String> rows(SourceCheck.Line line) {
        List<String> rows = new ArrayList<>();
        for (Mapped event : line.events()) {
            String place = String.format(Locale.ROOT, "line %-5d", line.number());
            switch (event) {
                case Mapped.Posted posted -> posted(rows, place, posted);
                case Mapped.Ignored ignored ->
                    rows.add(place + "ignored  " + ignored.event() + ": " + ignored.because());
                case Mapped.Refused refused -> rows.add(place + "REFUSED  " + refused.detail());
            }
        }
        if (!line.lost().isEmpty()) {
            List<String> shown =
                    line.lost().subList(0, Math.min(SHOWN_LOST, line.lost().size()));
            int more = line.lost().size() - shown.size();
            rows.add("          lost: " + String.join(", ", shown) + (more == 0 ? "" : " and " + more + " more"));
        }
        return rows;
    }

    private static void posted(List<String> rows, String place, Mapped.Posted posted) {
        Post post = posted.post();
        StringBuilder row = new StringBuilder(place)
                .append(String.format(
                        Locale.ROOT, "%-9s", post.getEvent().name().toLowerCase(Locale.ROOT)))
                .append(post.getId())
                .append(" revision ")
                .append(post.getRevision())
                .append(" at ")
                .append(post.getCreatedAt())
                .append("; thread ")
                .append(post.getThread())
                .append("; community ")
                .append(post.getCommunity());
        optional(row, "author", post.getAuthor());
        optional(row, "parent", post.getParent());
        optional(row, "target", post.getTarget());
        optional(row, "language", post.getLanguage());
        if (post.getMedia() != null) {
            row.append("; media ").append(post.getMedia().size());
        }
        rows.add(visible(row.toString()));
        if (!post.getText().isEmpty()) {
            rows.add("          text: " + shortened(post.getText()) + parts(post, posted.leftOut()));
        }
    }

    private static String parts(Post post, int leftOut) {
        List<String> parts = new ArrayList<>();
        if (post.getOrigin() != null) {
            for (OriginPart part : post.getOrigin().getParts()) {
                parts.add(part.getPointer() + " as " + part.getFormat());
            }
        }
        return "  (" + String.join(", ", parts) + (leftOut == 0 ? "" : "; " + leftOut + " characters left out") + ")";
    }

    private static void optional(StringBuilder row, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            row.append("; ").append(name).append(' ').append(value);
        }
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        String shown = length <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
        return visible(shown.replace("\n", "⏎"));
    }

    private static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }
}
