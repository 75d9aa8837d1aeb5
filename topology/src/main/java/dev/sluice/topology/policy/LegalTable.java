package dev.sluice.topology.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The legal routes of one jurisdiction: a file in the folder {@code legal} of the policies.
 *
 * @param jurisdiction whose, such as {@code GB-EAW}; {@link LegalRoute#ANY} for the one that all others end at
 * @param version version of the file
 * @param covers jurisdictions without a table of their own that this one answers for: codes, or {@code US-*}
 * @param fallsBackTo the jurisdiction whose table is asked for categories that this one does not name; null for the last
 *     one
 * @param routes by category
 * @param remarks what to say to whoever names one of these codes
 * @param place where the file begins
 */
record LegalTable(
        String jurisdiction,
        String version,
        List<String> covers,
        @Nullable String fallsBackTo,
        Map<String, LegalRoute> routes,
        Map<String, String> remarks,
        Place place) {

    /** Whether it answers for a jurisdiction that has no table. */
    boolean covers(String other) {
        return covers.stream()
                .anyMatch(code -> code.endsWith("-*")
                        ? other.startsWith(code.substring(0, code.length() - 1))
                        : code.equals(other));
    }
}
