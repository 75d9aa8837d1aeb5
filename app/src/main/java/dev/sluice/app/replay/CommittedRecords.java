package dev.sluice.app.replay;

import dev.sluice.schemas.topics.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic of a cluster, its committed records alone, from the beginning to where it ended when this was made: what
 * comes meanwhile is not part of the history. For one thread.
 */
final class CommittedRecords implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 30;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> ends;

    /** Takes values, one after the other. */
    @FunctionalInterface
    interface Taker {
        /** Takes the value of one record. */
        void take(byte[] value) throws IOException;
    }

    /**
     * The records of a topic.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    CommittedRecords(Topic<?> of, Map<String, Object> client, String prefix) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = prefix + of.name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        this.ends = consumer.endOffsets(partitions);
    }

    /** Hands over every record; may be asked again. */
    void forEach(Taker taker) throws IOException {
        consumer.seekToBeginning(ends.keySet());
        consumer.resume(ends.keySet());
        int empty = 0;
        while (!atEnd()) {
            int read = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    taker.take(record.value());
                    read++;
                }
            }
            empty = read > 0 ? 0 : empty + 1;
            if (empty > MOST_EMPTY_POLLS) {
                throw new IOException(topic + ": no record came for " + MOST_EMPTY_POLLS
                        + " seconds, and its end is not reached; is a partition without a leader?");
            }
        }
    }

    /** A position moves past the marks of transactions too, so that it reaches the end in any case. */
    private boolean atEnd() {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
