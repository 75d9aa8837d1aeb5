package dev.sluice.app.transparency;

import dev.sluice.schemas.SubmissionState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of statements that were to be sent.
 *
 * @param outcomes by public id; those that are missing are to be sent again
 * @param pause why not all of them have an outcome; null where they do
 */
record Sending(Map<String, Outcome> outcomes, @Nullable Pause pause) {
    /**
     * What became of one.
     *
     * @param state SUBMITTED, FOUND or REFUSED
     * @param attempts how many requests carried it
     * @param status of the last answer about it
     * @param reference what the database calls it
     * @param batch id of the last batch that it was sent in
     * @param findings what the database said against it
     */
    record Outcome(
            SubmissionState state, int attempts, int status, Reference reference, String batch, List<String> findings) {
        /** Copies the findings. */
        Outcome {
            findings = List.copyOf(findings);
        }
    }

    /** Why it did not go on. */
    sealed interface Pause {
        /**
         * It may work later.
         *
         * @param why for the log
         * @param asked how long the database asks to be left alone; null where it does not say
         */
        record Later(String why, @Nullable Duration asked) implements Pause {}

        /** It will not work until a person has put something right. */
        record Never(String why) implements Pause {}

        /** The process is to end. */
        record Ending() implements Pause {}
    }
}
