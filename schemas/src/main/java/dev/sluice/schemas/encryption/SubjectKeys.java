package dev.sluice.schemas.encryption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a subject has and had.
 *
 * @param current the key in use; null where there is none
 * @param shredded keys that were destroyed, oldest first
 */
public record SubjectKeys(@Nullable Current current, List<Shredded> shredded) {
    /** Of a subject that never had a key. */
    public static final SubjectKeys NONE = new SubjectKeys(null, List.of());

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    /** Keeps a copy. */
    public SubjectKeys {
        shredded = List.copyOf(shredded);
    }

    /**
     * A data key in use.
     *
     * @param id its id: 16 hex digits, random
     * @param createdAt when it was made
     * @param key the key, wrapped
     */
    public record Current(String id, Instant createdAt, WrappedKey key) {
        /** Refuses an id that is none. */
        public Current {
            requireId(id);
        }
    }

    /**
     * What is left of a data key that was destroyed.
     *
     * @param id its id
     * @param at when it was destroyed
     */
    public record Shredded(String id, Instant at) {
        /** Refuses an id that is none. */
        public Shredded {
            requireId(id);
        }
    }

    /** The destroyed key with this id. */
    Optional<Shredded> shredded(String id) {
        return shredded.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id of a data key is none; allowed: 16 hex digits");
        }
    }
}
