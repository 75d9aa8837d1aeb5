package dev.sluice.topology;

import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.outcomes.statements.StatementSettings;
import dev.sluice.topology.state.Retention;
import java.time.Duration;

/**
 * How the topology of outcomes is built.
 *
 * @param topicPrefix put before the name of every topic of the catalogue; may be empty
 * @param persistentStores whether state lies on disk or in memory; it has a changelog either way
 * @param retention how long state is kept; decisions and restrictions as long as {@link Retention#standings}
 * @param windows how long windows take what comes late
 * @param qa which posts a person looks at by chance
 * @param statements how statements are made
 */
public record OutcomesSettings(
        String topicPrefix,
        boolean persistentStores,
        Retention retention,
        Windows windows,
        QaPlan qa,
        StatementSettings statements) {

    /**
     * How long windows take what comes late, in event time. What comes later still is dropped from the window, and Kafka
     * Streams counts it in its metric {@code dropped-records-total}.
     *
     * @param hourGrace after the end of an hour
     * @param dayGrace after the end of a day; as long, a later decision can move a post
     */
    public record Windows(Duration hourGrace, Duration dayGrace) {
        /** Two days for hours, and five weeks for days: most verdicts and many appeals come within. */
        public static final Windows DEFAULT = new Windows(Duration.ofDays(2), Duration.ofDays(35));

        /** For a file of posts of any age, played as fast as it goes. */
        public static final Windows EVERYTHING = new Windows(Duration.ofDays(36_500), Duration.ofDays(36_500));

        /** Refuses what is below zero, and days that close before their hours. */
        public Windows {
            if (hourGrace.isNegative() || dayGrace.compareTo(hourGrace) < 0) {
                throw new IllegalArgumentException("outcomes.hourGrace is " + hourGrace + " and outcomes.dayGrace "
                        + dayGrace + "; allowed: from PT0S, the second not below the first");
            }
        }
    }

    /** The defaults, with this key of public ids. */
    public static OutcomesSettings defaults(String puidKey) {
        return new OutcomesSettings(
                "", true, Retention.defaults(), Windows.DEFAULT, QaPlan.NONE, StatementSettings.withKey(puidKey));
    }

    /** The same with another prefix. */
    public OutcomesSettings withTopicPrefix(String prefix) {
        return new OutcomesSettings(prefix, persistentStores, retention, windows, qa, statements);
    }

    /** The same with state in memory, or on disk. */
    public OutcomesSettings withPersistentStores(boolean persistent) {
        return new OutcomesSettings(topicPrefix, persistent, retention, windows, qa, statements);
    }

    /** The same with other windows. */
    public OutcomesSettings withWindows(Windows other) {
        return new OutcomesSettings(topicPrefix, persistentStores, retention, other, qa, statements);
    }

    /** The same with another sample. */
    public OutcomesSettings withQa(QaPlan other) {
        return new OutcomesSettings(topicPrefix, persistentStores, retention, windows, other, statements);
    }
}
