package dev.sluice.escalation.timestamp;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An authority that is asked for timestamps.
 *
 * @param name what it is called here and in names of files
 * @param url where it answers, http or https
 * @param trusted certificates that its own must lead to; where there are none, what it says is kept and not believed
 */
public record TimestampAuthority(String name, URI url, List<X509Certificate> trusted) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** Checks name and address. */
    public TimestampAuthority {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "timestamp authority's name '" + name + "' cannot be used; allowed: up to 40 of a-z, 0-9 and -");
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "timestamp authority's url '" + url + "' cannot be used; allowed: an http or https address");
        }
        trusted = List.copyOf(trusted);
    }

    /** Whether a text may be an authority's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
