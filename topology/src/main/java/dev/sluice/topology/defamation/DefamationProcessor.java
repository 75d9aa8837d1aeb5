package dev.sluice.topology.defamation;

import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.step.Initializer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where everything about a notice meets, in the order in which it comes. A tick of the wall clock looks at what is due
 * though nobody does anything.
 */
final class DefamationProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** How often is looked at what is due. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** What one tick looks at, so that it never holds up commands for long; the next one goes on. */
    private static final int MAX_DUE = 200;

    private final DefamationServices services;
    private final AvroSerde<DefamationCommand> commands;
    private final UnreadableRecords unreadable;

    private ProcessorContext<byte[], Object> context;
    private NoticeDesk desk;

    /** A processor for one task. */
    DefamationProcessor(DefamationServices services) {
        this.services = services;
        this.commands = new AvroSerde<>(DefamationCommand.class, services.registry());
        this.unreadable = new UnreadableRecords(services.registry(), services.clock());
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        desk = new NoticeDesk(
                processorContext, new NoticeFiles(services.registry(), processorContext), services.rules());
        processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            CommandDesk.take(desk, commands.decode(record.value()), record.key());
        } catch (DecodingException e) {
            refuse(record, e.reason().deadLetterReason(), String.valueOf(e.getMessage()));
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            // A fault of ours about one record must not stop all others. Its message may quote the record.
            refuse(
                    record,
                    DeadLetterReason.INTERNAL_ERROR,
                    "the procedure for notices failed with " + e.getClass().getSimpleName());
        }
    }

    private void tick() {
        for (String id : desk.due(MAX_DUE)) {
            DefamationFile file = desk.file(id);
            if (file != null) {
                Reminders.look(desk, file);
            }
        }
    }

    private void refuse(Record<byte[], byte[]> record, DeadLetterReason reason, String detail) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has no place"));
        ConsumerRecord<byte[], byte[]> read = UnreadableRecords.read(at.topic(), at.partition(), at.offset(), record);
        Outlets.DEAD_LETTERS.send(
                context, record.timestamp(), UnreadableRecords.key(read), unreadable.deadLetter(read, reason, detail));
    }
}
