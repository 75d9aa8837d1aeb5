package dev.sluice.topology.source.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of a text is besides words. The text stays as it is: a facet tells where a link really leads, and
 * whose name a handle stands for.
 *
 * @param byteStart first byte of the stretch, in UTF-8
 * @param byteEnd byte after its last
 * @param link where it leads to; null for none
 * @param mention id of the member it names; null for none
 */
public record Facet(
        long byteStart,
        long byteEnd,
        @Nullable String link,
        @Nullable String mention) {
    /** Text, links and mentions; facets that lie outside of the text are passed over, as clients do. */
    public static ExtractedText extract(String original, List<Facet> facets) {
        TextBuilder builder = new TextBuilder(original);
        builder.copy(0, original.length());
        long bytes = original.getBytes(StandardCharsets.UTF_8).length;
        for (Facet facet : facets) {
            if (facet.byteStart >= 0 && facet.byteStart < facet.byteEnd && facet.byteEnd <= bytes) {
                if (facet.link != null) {
                    builder.link(facet.link);
                }
                if (facet.mention != null) {
                    builder.mention(facet.mention);
                }
            }
        }
        return builder.build();
    }
}
