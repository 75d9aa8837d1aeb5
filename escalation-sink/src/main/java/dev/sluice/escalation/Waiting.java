package dev.sluice.escalation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Partitions whose next record has to wait for something: not fetched again and again, but every now and then. */
final class Waiting {
    private final Consumer<byte[], byte[]> consumer;
    private final Duration every;
    private final Clock clock;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private Instant since = Instant.MIN;

    Waiting(Consumer<byte[], byte[]> consumer, Duration every, Clock clock) {
        this.consumer = consumer;
        this.every = every;
        this.clock = clock;
    }

    /** Has a partition wait. */
    void add(TopicPartition partition) {
        if (partitions.isEmpty()) {
            since = clock.instant();
        }
        partitions.add(partition);
        consumer.pause(Set.of(partition));
    }

    /** How many wait. */
    int count() {
        return partitions.size();
    }

    /** Goes on with all that wait, once it is time to. A clock that was set back does not make them wait longer. */
    void resume() {
        Instant now = clock.instant();
        if (!partitions.isEmpty() && (now.isBefore(since) || !now.isBefore(since.plus(every)))) {
            // Another member of the group may have them by now.
            partitions.retainAll(consumer.assignment());
            consumer.resume(partitions);
            partitions.clear();
        }
    }
}
