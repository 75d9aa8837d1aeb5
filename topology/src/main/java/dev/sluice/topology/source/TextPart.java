package dev.sluice.topology.source;

import dev.sluice.topology.source.text.TextFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a post's text.
 *
 * @param at pointers to look at, in order; all that the first one with something finds counts, each a part of its own
 * @param format what it is written in
 * @param otherwise the part that is taken where no pointer finds anything; null for none
 * @param facets where the facets of a text with facets are; null for none
 */
record TextPart(
        List<Pointer> at,
        TextFormat format,
        @Nullable TextPart otherwise,
        @Nullable Pointer facets) {
    TextPart {
        at = List.copyOf(at);
    }
}
