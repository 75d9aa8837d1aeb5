package dev.sluice.topology.casework.notice;

import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The way in for what the platform writes by a partitioner of its own: notices and flags go on to where the cases of
 * their thread are. Of a notice, name and address stay behind, and what it lacks is noted.
 *
 * <p>A flag that cannot be read is a dead letter of the pipeline already, so it is passed over here.
 */
public final class EntryProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** What goes on to the cases. */
    public static final Outlet<CaseEvent> EVENTS = new Outlet<>("case-events");

    /** Notices that cannot be read. */
    public static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("dead-letters-of-notices");

    private final String noticesTopic;
    private final AvroSerde<ContentNotice> notices;
    private final AvroSerde<Flag> flags;
    private final UnreadableRecords unreadable;

    private ProcessorContext<byte[], Object> context;

    /**
     * A processor for one task.
     *
     * @param topicPrefix put before the names of topics
     */
    public EntryProcessor(String topicPrefix, SchemaRegistry registry, Clock clock) {
        this.noticesTopic = topicPrefix + TopicCatalogue.NOTICES_IN.name();
        this.notices = new AvroSerde<>(ContentNotice.class, registry);
        this.flags = new AvroSerde<>(Flag.class, registry);
        this.unreadable = new UnreadableRecords(registry, clock);
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has no place"));
        if (at.topic().equals(noticesTopic)) {
            takeNotice(record, at);
        } else {
            takeFlag(record, at);
        }
    }

    private void takeNotice(Record<byte[], byte[]> record, RecordMetadata at) {
        ContentNotice notice;
        try {
            notice = notices.decode(record.value());
        } catch (DecodingException e) {
            refuse(record, at, e.reason().deadLetterReason(), String.valueOf(e.getMessage()));
            return;
        }
        String wrong = NoticeRules.wrong(notice);
        if (wrong != null) {
            refuse(record, at, DeadLetterReason.INVALID_FIELD, wrong);
            return;
        }
        CaseEvent event = CaseEvent.newBuilder()
                .setThread(notice.getThread())
                .setPartition(at.partition())
                .setNotice(NoticeRules.reduced(notice))
                .setMissing(NoticeRules.missing(notice))
                .build();
        send(record, event);
    }

    private void takeFlag(Record<byte[], byte[]> record, RecordMetadata at) {
        try {
            Flag flag = flags.decode(record.value());
            boolean valid = NoticeRules.isId(flag.getPost())
                    && NoticeRules.isId(flag.getThread())
                    && NoticeRules.isId(flag.getReporter());
            if (valid) {
                send(
                        record,
                        CaseEvent.newBuilder()
                                .setThread(flag.getThread())
                                .setPartition(at.partition())
                                .setFlag(flag)
                                .build());
            }
        } catch (DecodingException e) {
            return;
        }
    }

    private void refuse(Record<byte[], byte[]> record, RecordMetadata at, DeadLetterReason reason, String detail) {
        ConsumerRecord<byte[], byte[]> read = UnreadableRecords.read(at.topic(), at.partition(), at.offset(), record);
        DEAD_LETTERS.send(
                context, record.timestamp(), UnreadableRecords.key(read), unreadable.deadLetter(read, reason, detail));
    }

    private void send(Record<byte[], byte[]> record, CaseEvent event) {
        EVENTS.send(context, record.timestamp(), event.getThread().getBytes(StandardCharsets.UTF_8), event);
    }
}
