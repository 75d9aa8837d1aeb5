package dev.sluice.distribution;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which licences of libraries go with ours, and what is said about them in a release. */
final class Licences {
    /** Licences that ask for no more than to be named, or, the last four, hold for a library as it is and not for who uses it. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "CC0-1.0",
            "Unicode-3.0",
            "Bouncy Castle Licence",
            "LGPL-2.1-or-later",
            "EPL-1.0",
            "EPL-2.0",
            "MPL-2.0");

    /** Libraries whose own pom says nothing, or says it in its own words; each was looked up. */
    private static final Map<String, String> SAID_OTHERWISE = Map.ofEntries(
            Map.entry("com.google.re2j:re2j", "BSD-3-Clause"),
            Map.entry("org.rocksdb:rocksdbjni", "Apache-2.0"),
            Map.entry("org.bouncycastle:bcpkix-jdk18on", "Bouncy Castle Licence"),
            Map.entry("org.bouncycastle:bcprov-jdk18on", "Bouncy Castle Licence"),
            Map.entry("org.bouncycastle:bcutil-jdk18on", "Bouncy Castle Licence"));

    private Licences() {}

    /**
     * The licence under which each library is used, by its coordinates. Of several that a library offers, one that is
     * allowed.
     *
     * @throws ReleaseException where one has none that is allowed; it names all of them
     */
    static Map<String, String> of(List<Component> components) {
        Map<String, String> used = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (Component component : components) {
            String key = component.group() + ":" + component.name();
            List<String> offered =
                    SAID_OTHERWISE.containsKey(key) ? List.of(SAID_OTHERWISE.get(key)) : component.licences();
            String licence = offered.stream()
                    .flatMap(one -> Stream.of(one.split(" OR ")))
                    .map(Licences::ids)
                    .filter(ids -> ALLOWED.containsAll(List.of(ids.split(" AND "))))
                    .findFirst()
                    .orElse("");
            if (licence.isEmpty()) {
                refused.add(key + " " + offered);
            }
            used.put(key, licence);
        }
        if (!refused.isEmpty()) {
            throw new ReleaseException("libraries without a licence that is allowed: " + refused
                    + "; leave them out, or look them up and add them to Licences");
        }
        return used;
    }

    /** The page that names all libraries with their licences. */
    static String page(List<Component> components) {
        Map<String, String> used = of(components);
        return "# Libraries of others\n\nEach is unchanged, in a jar of its own in `lib/`; most bring the text of their licence"
                + " in `META-INF`.\n\n| library | version | licence |\n|---|---|---|\n"
                + components.stream()
                        .filter(one -> !one.group().equals("dev.sluice"))
                        .sorted(Comparator.comparing(Component::group)
                                .thenComparing(Component::name)
                                .thenComparing(Component::version))
                        .map(one -> "| " + one.group() + ":" + one.name() + " | " + one.version() + " | "
                                + used.get(one.group() + ":" + one.name()) + " |\n")
                        .collect(Collectors.joining());
    }

    /** What holds together, each by its id. */
    private static String ids(String expression) {
        return Stream.of(expression.split(" AND ")).map(Licences::spdx).collect(Collectors.joining(" AND "));
    }

    /** The id of a licence that poms call by a name. */
    private static String spdx(String name) {
        String plain = name.replace("(", "").replace(")", "").strip();
        String lower = plain.toLowerCase(Locale.ROOT);
        if (lower.contains("apache") && lower.contains("2")) {
            return "Apache-2.0";
        }
        return switch (lower) {
            case "the mit license", "mit license" -> "MIT";
            case "bsd-2-clause", "bsd 2-clause license", "2-clause bsd license" -> "BSD-2-Clause";
            case "bsd 3-clause", "bsd-3-clause", "the bsd license", "revised bsd" -> "BSD-3-Clause";
            case "unicode-3.0", "unicode license v3" -> "Unicode-3.0";
            case "gnu lesser general public license v2.1 or later", "lgpl-2.1+" -> "LGPL-2.1-or-later";
            default -> plain;
        };
    }
}
