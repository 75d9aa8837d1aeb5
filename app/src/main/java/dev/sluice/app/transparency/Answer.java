package dev.sluice.app.transparency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the database answers. */
sealed interface Answer {
    /**
     * It took all of them.
     *
     * @param status of the answer
     * @param references what it calls them, by public id; those that it did not name are missing
     */
    record Stored(int status, Map<String, Reference> references) implements Answer {}

    /**
     * It took none, for some are wrong.
     *
     * @param status of the answer
     * @param problems attribute and what is wrong with it, by place in the batch; empty where it did not say which
     * @param existing public ids that it has already
     * @param references what it calls those, as far as it told
     */
    record Invalid(
            int status, Map<Integer, List<String>> problems, Set<String> existing, Map<String, Reference> references)
            implements Answer {}

    /** It has a statement with the public id that it was asked for. */
    record Exists(int status, Reference reference) implements Answer {}

    /** It has none. */
    record Free() implements Answer {}

    /**
     * It cannot say now, or nobody knows what it has done.
     *
     * @param status of the answer; null where there was none
     * @param why for the log
     * @param asked how long it wants to be left alone; null where it does not say
     */
    record Later(
            @Nullable Integer status, String why, @Nullable Duration asked) implements Answer {}

    /**
     * It will not, whatever is sent: a person must put something right first.
     *
     * @param why one line
     */
    record Never(String why) implements Answer {}
}
