package dev.sluice.app.transparency;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the database's API is.
 *
 * @param base the address before {@code /statements}, such as {@code https://database.example/api/v1}, without a slash at
 *     its end
 */
public record Endpoint(URI base) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String ALLOWED =
            "; allowed: https://host/path, without user, query and fragment; http for the loopback only";

    /** Refuses what would carry the token in the clear, and what is no plain address. */
    public Endpoint {
        String host = base.getHost();
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        boolean safe = scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(String.valueOf(host)));
        if (host == null || !safe) {
            throw new IllegalArgumentException("transparency.url '" + shown(base) + "' cannot be used" + ALLOWED);
        }
        if (base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
            throw new IllegalArgumentException("transparency.url '" + shown(base) + "' has more than a path" + ALLOWED);
        }
        String text = base.toString();
        base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
    }

    /**
     * The endpoint at an address.
     *
     * @throws IllegalArgumentException in one line, where it cannot be used
     */
    public static Endpoint of(String url) {
        try {
            return new Endpoint(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("transparency.url is no address" + ALLOWED, e);
        }
    }

    /** Takes 1 to 100 statements. */
    URI statements() {
        return URI.create(base + "/statements");
    }

    /** Tells whether there is a statement with this public id, which is of letters, digits, '-' and '_'. */
    URI existing(String puid) {
        return URI.create(base + "/statement/existing-puid/" + puid);
    }

    private static String shown(URI base) {
        return base.getScheme() + "://" + base.getHost() + (base.getPath() == null ? "" : base.getPath());
    }
}
