package dev.sluice.app.posts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What later lines may leave out about a post that an earlier line has told: its thread, community, author and last
 * revision. Bounded: the post that was longest unmentioned is forgotten first.
 */
final class KnownPosts {
    /** How many posts are remembered; about 200 bytes each. */
    static final int CAPACITY = 100_000;

    private final Map<String, Known> byId = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > CAPACITY;
        }
    };

    /** What is known about one post. */
    record Known(String thread, String community, @Nullable String author, int revision) {}

    @Nullable
    Known find(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    void remember(String id, Known known) {
        byId.put(id, known);
    }
}
