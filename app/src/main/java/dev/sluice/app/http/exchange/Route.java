package dev.sluice.app.http.exchange;

import dev.sluice.app.http.keys.Scope;
import java.util.Optional;

/**
 * One path with one method.
 *
 * @param method in capitals
 * @param path the whole of it, or up to a last part in braces, such as <code>/v1/posts/{id}</code>
 * @param scope what a key must be good for; empty where none is asked for
 * @param keyInQuery whether the key may also come as Google's clients send it, {@code ?key=} or {@code X-Goog-Api-Key}
 * @param format how refusals are told
 * @param endpoint what it does
 */
public record Route(
        String method,
        String path,
        Optional<Scope> scope,
        boolean keyInQuery,
        RefusalFormat format,
        Endpoint endpoint) {
    /** A route that takes no key. */
    public static Route open(String method, String path, Endpoint endpoint) {
        return new Route(method, path, Optional.empty(), false, RefusalFormat.PROBLEM, endpoint);
    }

    /** A route that takes a bearer key. */
    public static Route keyed(String method, String path, Scope scope, Endpoint endpoint) {
        return new Route(method, path, Optional.of(scope), false, RefusalFormat.PROBLEM, endpoint);
    }

    /** The path up to the part in braces; empty where it has none. */
    String prefix() {
        int brace = path.indexOf('{');
        return brace < 0 ? "" : path.substring(0, brace);
    }
}
