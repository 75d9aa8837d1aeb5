package dev.sluice.topology.source;

import org.jspecify.annotations.Nullable;

/**
 * How a post's pictures, recordings and files are found.
 *
 * @param each the list of them; the other fields are looked up in its items
 * @param uri where one is
 * @param mime its media type; null where the format has none
 * @param sha256 its hash; null where the format has none
 * @param bytes its length; null where the format has none
 */
record MediaSpec(
        Pointer each,
        ValueSpec uri,
        @Nullable ValueSpec mime,
        @Nullable ValueSpec sha256,
        @Nullable ValueSpec bytes) {}
