package dev.sluice.topology.policy;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of a pack that are out of force for now, and how the pack's text says so: by lines at its end.
 *
 * @param stopped ids of rules that are switched off, in order
 * @param parked ids of rules whose posts are held for people, in order
 */
record TakenOut(List<String> stopped, List<String> parked) {
    /** The lines that {@link #appendedTo} adds. */
    private static final Pattern LINES =
            Pattern.compile("(?m)^(stop: \\[[^\\]\\n]*\\]\\n)?(parked: \\[[^\\]\\n]*\\]\\n)?\\z");

    TakenOut {
        stopped = List.copyOf(stopped);
        parked = List.copyOf(parked);
    }

    /** What is out of these rules. */
    static TakenOut of(List<Rule> rules) {
        return new TakenOut(ids(rules, Status.Stopped.class, List.of()), ids(rules, Status.Parked.class, List.of()));
    }

    /** What is out of these rules once more are taken out. Those that are unknown, or out already, change nothing. */
    static TakenOut more(List<Rule> rules, Collection<String> stopped, Collection<String> parked) {
        List<String> stop = ids(rules, Status.Stopped.class, stopped);
        List<String> park = ids(rules, Status.Parked.class, parked);
        return new TakenOut(
                stop, park.stream().filter(rule -> !stop.contains(rule)).toList());
    }

    private static List<String> ids(List<Rule> rules, Class<? extends Status> status, Collection<String> more) {
        return rules.stream()
                .filter(rule -> rule.isInForce() && (status.isInstance(rule.status()) || more.contains(rule.id())))
                .map(Rule::id)
                .sorted()
                .toList();
    }

    boolean isEmpty() {
        return stopped.isEmpty() && parked.isEmpty();
    }

    /** The text of a pack with lines for what is out, in place of those that it may end with. */
    String appendedTo(String text) {
        String whole = LINES.matcher(text).replaceFirst("");
        return whole + (whole.endsWith("\n") ? "" : "\n") + line("stop", stopped) + line("parked", parked);
    }

    private static String line(String key, List<String> rules) {
        return rules.isEmpty() ? "" : key + ": [" + String.join(", ", rules) + "]\n";
    }
}
