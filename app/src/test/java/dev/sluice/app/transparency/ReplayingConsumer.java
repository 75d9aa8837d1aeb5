package dev.sluice.app.transparency;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Like a real topic, and unlike the mock's, still has its records after they were read, and its group's offsets. */
final class ReplayingConsumer extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, List<byte[]>> topic;
    private final Map<TopicPartition, Long> group;

    /**
     * A consumer.
     *
     * @param topic what is in the topic
     * @param group where the group is; shared by the consumers that follow one another
     */
    ReplayingConsumer(Map<TopicPartition, List<byte[]>> topic, Map<TopicPartition, Long> group) {
        super("earliest");
        this.topic = topic;
        this.group = group;
        topic.forEach((partition, values) -> {
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, (long) values.size()));
        });
        schedulePollTask(() -> {
            rebalance(new ArrayList<>(topic.keySet()));
            topic.keySet().forEach(partition -> seek(partition, group.getOrDefault(partition, 0L)));
        });
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        super.seek(partition, offset);
        List<byte[]> values = topic.get(partition);
        for (int at = (int) offset; at < values.size(); at++) {
            byte[] key = "thread-7".getBytes(StandardCharsets.UTF_8);
            addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), at, key, values.get(at)));
        }
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.commitSync(offsets);
        offsets.forEach((partition, offset) -> group.put(partition, offset.offset()));
    }
}
