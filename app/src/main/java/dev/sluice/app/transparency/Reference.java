package dev.sluice.app.transparency;

import org.jspecify.annotations.Nullable;

/**
 * What the database calls a statement that it has.
 *
 * @param uuid its own id; null where it did not tell
 * @param permalink where it shows it; null where it did not tell
 */
record Reference(@Nullable String uuid, @Nullable String permalink) {
    /** Nothing was told. */
    static final Reference NONE = new Reference(null, null);
}
