package dev.sluice.topology.source;

import dev.sluice.topology.source.Pointer.Found;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the number of a post's revision is found.
 *
 * @param number the number itself, counted from 1; null where the platform does not count
 * @param edited when it was edited last; null where the platform counts
 * @param created when it was published; null where the record does not tell
 */
record RevisionSpec(
        @Nullable ValueSpec number,
        @Nullable ValueSpec edited,
        @Nullable ValueSpec created) {
    /** The number; 1 where there was no edit. */
    int find(Scope scope) {
        if (number != null) {
            Found found = number.find(scope);
            return found == null ? 1 : whole(found);
        }
        Instant last = time(edited, scope);
        Instant first = time(created, scope);
        // Platforms that tell when a post was touched last say so of the untouched too.
        if (last == null || first != null && !last.isAfter(first)) {
            return 1;
        }
        return Revisions.of(last, first);
    }

    private static int whole(Found found) {
        String allowed = "a whole number from 1";
        try {
            int value = Scalars.number(found, allowed).intValueExact();
            if (value >= 1) {
                return value;
            }
        } catch (ArithmeticException e) {
            throw Scalars.wrong(found, allowed);
        }
        throw Scalars.wrong(found, allowed);
    }

    private static @Nullable Instant time(@Nullable ValueSpec spec, Scope scope) {
        Found found = spec == null ? null : spec.find(scope);
        return spec == null || found == null ? null : spec.time().read(found);
    }
}
