package dev.sluice.topology;

import dev.sluice.topology.decide.HeldPosts;
import dev.sluice.topology.intake.IntakeSettings;
import dev.sluice.topology.state.ContextSettings;
import dev.sluice.topology.state.Retention;
import java.util.regex.Pattern;

/**
 * How the flow is built.
 *
 * @param topicPrefix put before the name of every topic of the catalogue; may be empty
 * @param persistentStores whether state lies on disk (RocksDB) or in memory; it has a changelog either way
 * @param intake what is taken in
 * @param context windows and half-lives
 * @param retention how long state is kept
 * @param held where posts wait that we failed to decide
 */
public record TopologySettings(
        String topicPrefix,
        boolean persistentStores,
        IntakeSettings intake,
        ContextSettings context,
        Retention retention,
        HeldPosts held) {
    /** What Kafka allows in a topic's name, less what a name of the catalogue needs for itself. */
    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

    /** Refuses a prefix that no topic may have. */
    public TopologySettings {
        if (!PREFIX.matcher(topicPrefix).matches()) {
            throw new IllegalArgumentException(
                    "topicPrefix is '" + topicPrefix + "'; allowed: up to 100 letters, digits, '.', '_', '-'");
        }
    }

    /** No prefix, state on disk, and what each part calls its defaults. */
    public static TopologySettings defaults() {
        return new TopologySettings(
                "",
                true,
                IntakeSettings.defaults(),
                ContextSettings.defaults(),
                Retention.defaults(),
                HeldPosts.defaults());
    }

    /** The same with another prefix. */
    public TopologySettings withTopicPrefix(String prefix) {
        return new TopologySettings(prefix, persistentStores, intake, context, retention, held);
    }

    /** The same with state in memory, or on disk. */
    public TopologySettings withPersistentStores(boolean persistent) {
        return new TopologySettings(topicPrefix, persistent, intake, context, retention, held);
    }
}
