package dev.sluice.app.transparency;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of a topic that a group has not read yet.
 *
 * @param from where the group is, by partition
 * @param to where the partition ended when this was asked
 */
record Unread(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);

    /** Asks the cluster; joins no group and moves none. */
    static Unread of(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> from = new HashMap<>(consumer.beginningOffsets(partitions));
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                from.merge(partition, offset.offset(), Math::max);
            }
        });
        return new Unread(from, consumer.endOffsets(partitions));
    }

    /** How many records, those of transactions' ends included. */
    long count() {
        return to.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Hands over every record, and commits nothing. */
    void read(Consumer<byte[], byte[]> consumer, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        consumer.assign(to.keySet());
        from.forEach(consumer::seek);
        long moved = System.nanoTime();
        while (to.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            int count = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                taker.accept(record);
                count++;
            }
            if (count > 0) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALL_LIMIT.toNanos()) {
                throw new KafkaException("topic is not read to its end within " + STALL_LIMIT + " without a record");
            }
        }
    }
}
