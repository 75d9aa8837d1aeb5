package dev.sluice.distribution;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be released.
 *
 * @param home the repository's folder
 * @param version of the release
 * @param timestamp the time that every packed file gets
 * @param out the folder that the release is written to
 * @param start what shortens the start: {@code cds}, {@code aot} or {@code none}
 * @param images whether container images are built
 * @param debian address of a Debian archive; needed for images alone
 */
record ReleaseSettings(
        Path home, String version, Instant timestamp, Path out, String start, boolean images, String debian) {
    private static final List<String> STARTS = List.of("cds", "aot", "none");

    ReleaseSettings {
        if (!STARTS.contains(start)) {
            throw new ReleaseException("release.start is '" + start + "'; allowed: " + String.join(", ", STARTS));
        }
        if (images && !debian.startsWith("http")) {
            throw new ReleaseException("release.debian is '" + debian + "'; allowed: the address of a Debian archive,"
                    + " by -Drelease.debian=URL or SLUICE_DEBIAN; -Drelease.images=false needs none");
        }
    }

    /** Reads arguments of the form {@code key=value}. */
    static ReleaseSettings of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        Arrays.stream(arguments).forEach(argument -> {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new ReleaseException("argument '" + argument + "' is none; allowed: key=value");
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        });
        return new ReleaseSettings(
                Path.of(need(given, "home")).toAbsolutePath().normalize(),
                need(given, "version"),
                Instant.parse(need(given, "timestamp")),
                Path.of(need(given, "out")).toAbsolutePath().normalize(),
                given.getOrDefault("start", "cds"),
                Boolean.parseBoolean(given.getOrDefault("images", "true")),
                given.getOrDefault("debian", ""));
    }

    private static String need(Map<String, String> given, String key) {
        String value = given.get(key);
        if (value == null || value.isBlank()) {
            throw new ReleaseException(key + " is missing");
        }
        return value;
    }

    /** The name of the folder that the tarballs hold. */
    String name() {
        return "sluice-" + version;
    }
}
