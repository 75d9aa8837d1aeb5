package dev.sluice.app.notices;

import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where notices stand, read from their topic, and commands about them with what becomes of them. For one thread. */
public final class NoticeBoard {
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicClient topics;

    /**
     * A board over the topics of a cluster.
     *
     * @param client settings of the Kafka client: where the cluster is, how to log on
     * @param prefix what the deployment puts before topic names
     */
    public NoticeBoard(Map<String, Object> client, SchemaRegistry registry, String prefix) {
        this.topics = new TopicClient(client, registry, prefix);
    }

    /** All notices that are known, by id. */
    public Map<String, DefamationNotice> all() {
        Map<String, DefamationNotice> notices = new TreeMap<>();
        topics.read(TopicCatalogue.DEFAMATION_NOTICES, (id, notice) -> {
            if (notice == null) {
                notices.remove(id);
            } else {
                notices.put(id, notice);
            }
        });
        return notices;
    }

    /** The draft of a letter; null where there is none of this id any more. */
    public @Nullable Letter letter(String id) {
        List<Letter> found = new ArrayList<>();
        topics.read(TopicCatalogue.LETTERS_OUT, (notice, letter) -> {
            if (letter != null && letter.getId().equals(id)) {
                found.add(letter);
            }
        });
        return found.isEmpty() ? null : found.getLast();
    }

    /**
     * What became of a command.
     *
     * @param refusal why it was not carried out; null where it was
     * @param notice where the notice stands then; null where it was refused
     */
    public record Answer(
            @Nullable CommandRefusal refusal, @Nullable DefamationNotice notice) {}

    /**
     * Sends a command and waits for what becomes of it.
     *
     * @return null where nothing was heard in time: then it may still be carried out
     * @throws org.apache.kafka.common.KafkaException where the cluster does not answer
     */
    public @Nullable Answer send(DefamationCommand command, Duration within) {
        try (Consumer<String, byte[]> consumer = topics.consumer()) {
            List<TopicPartition> all = new ArrayList<>(topics.partitions(consumer, TopicCatalogue.DEFAMATION_NOTICES));
            all.addAll(topics.partitions(consumer, TopicCatalogue.DEFAMATION_REFUSALS));
            consumer.assign(all);
            consumer.seekToEnd(all);
            // Positions are looked up lazily: what is said from now on must not be taken for the past.
            all.forEach(consumer::position);
            topics.write(TopicCatalogue.DEFAMATION_COMMANDS, command.getNotice(), command);
            return await(consumer, command, within);
        }
    }

    private @Nullable Answer await(Consumer<String, byte[]> consumer, DefamationCommand command, Duration within) {
        AvroSerde<DefamationNotice> notices = topics.serde(TopicCatalogue.DEFAMATION_NOTICES);
        AvroSerde<CommandRefusal> refusals = topics.serde(TopicCatalogue.DEFAMATION_REFUSALS);
        String refused = topics.name(TopicCatalogue.DEFAMATION_REFUSALS);
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.value() == null || !record.key().equals(command.getNotice())) {
                    continue;
                }
                if (record.topic().equals(refused)) {
                    CommandRefusal refusal = refusals.decode(record.value());
                    if (refusal.getCommand().equals(command.getId())) {
                        return new Answer(refusal, null);
                    }
                } else {
                    DefamationNotice notice = notices.decode(record.value());
                    boolean done = notice.getEvents().stream()
                            .anyMatch(event -> event.getCommand().equals(command.getId()));
                    if (done) {
                        return new Answer(null, notice);
                    }
                }
            }
        }
        return null;
    }
}
