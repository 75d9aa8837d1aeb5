package dev.sluice.topology.casework.docket;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of people on a file: each once, and no more than fit. */
public final class People {
    /** Who may join a list that is longer than this: only who is put {@link #first}. */
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

    /**
     * The list with one in front, however long it is. For those who must be on it whoever else is: reviewers who decided
     * before, and the parties to a case, of whom there are few.
     */
    public static List<String> first(@Nullable String one, List<String> people) {
        if (one == null
                || one.isEmpty()
                || (!people.isEmpty() && people.getFirst().equals(one))) {
            return people;
        }
        List<String> more = new ArrayList<>(without(people, one));
        more.addFirst(one);
        return more;
    }

    /** The list without one. */
    public static List<String> without(List<String> people, String one) {
        return people.stream().filter(other -> !other.equals(one)).toList();
    }
}
