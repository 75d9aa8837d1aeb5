package dev.sluice.app.http.keys;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a key is good for. */
public enum Scope {
    /** Bring posts in. */
    POST,
    /** Ask for decisions. */
    READ,
    /** Have texts scored, and suggest scores. */
    ANALYZE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its name in files and messages. */
    public String id() {
        return id;
    }

    /** The scope of this name; null where there is none. */
    static @Nullable Scope find(String id) {
        return Arrays.stream(values())
                .filter(scope -> scope.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Their names, in order. */
    public static String ids(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::id).collect(Collectors.joining(", "));
    }
}
