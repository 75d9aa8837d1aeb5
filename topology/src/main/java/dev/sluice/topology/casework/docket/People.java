package dev.sluice.topology.casework.docket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of people on a file: each once, and no more than fit. */
public final class People {
    /** The longest list; what comes later is not noted. */
    public static final int MOST = 64;

    private People() {}

    /** The list with one more, where there is somebody to add, who is not on it, and room. */
    public static List<String> with(List<String> people, @Nullable String another) {
        if (another == null || another.isEmpty() || people.size() >= MOST || people.contains(another)) {
            return people;
        }
        List<String> more = new ArrayList<>(people);
        more.add(another);
        return more;
    }

    /** The list with all of these. */
    public static List<String> with(List<String> people, List<String> others) {
        List<String> more = people;
        for (String other : others) {
            more = with(more, other);
        }
        return more;
    }

    /** The list without one. */
    public static List<String> without(List<String> people, String one) {
        return people.stream().filter(other -> !other.equals(one)).toList();
    }
}
