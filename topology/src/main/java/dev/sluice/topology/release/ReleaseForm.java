package dev.sluice.topology.release;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PolicyReleaseKind;
import dev.sluice.topology.policy.Approvers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What people sign: a release in a canonical form, one line for each of its parts. Every part has a form that knows no
 * line breaks, so that no two releases have the same bytes. Times are not part of it: approvers say what may come into
 * force, who releases says when.
 */
public final class ReleaseForm {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern RULE = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_STOPS = 500;
    private static final int LONGEST_ID = 200;

    private ReleaseForm() {}

    /**
     * The bytes to sign.
     *
     * @throws RefusedReleaseException where a part has another form than the one allowed
     */
    public static byte[] of(PolicyRelease release) {
        boolean stop = release.getKind() == PolicyReleaseKind.STOP;
        List<String> lines = new ArrayList<>();
        lines.add(stop ? "sluice policy stop 1" : "sluice policy release 1");
        lines.add("policy " + require(ID, "policy", release.getPolicy()));
        lines.add("version " + require(VERSION, "version", release.getVersion()));
        if (stop) {
            if (release.getStops().isEmpty() || release.getStops().size() > MOST_STOPS) {
                throw new RefusedReleaseException(
                        "stop of " + release.getStops().size() + " rules; allowed: 1 to " + MOST_STOPS);
            }
            release.getStops().forEach(rule -> lines.add("stop " + require(RULE, "rule", rule)));
        } else {
            lines.add("sha256 " + require(HASH, "sha256", release.getSha256()));
        }
        String author = String.valueOf(release.getAuthor());
        if (release.getAuthor() == null || !Approvers.isName(author)) {
            throw new RefusedReleaseException("author is missing or malformed; allowed: " + Approvers.allowedNames());
        }
        lines.add("author " + author);
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String require(Pattern form, String what, String value) {
        if (value.length() > LONGEST_ID || !form.matcher(value).matches()) {
            throw new RefusedReleaseException(what + " is malformed; allowed: " + form.pattern());
        }
        return value;
    }

    /** The key of a release's record: one for each version, so that compaction keeps the history. */
    public static String key(PolicyRelease release) {
        String key = release.getPolicy() + "@" + release.getVersion();
        return release.getKind() == PolicyReleaseKind.STOP
                ? key + "/stop/" + String.join(",", release.getStops())
                : key;
    }
}
