package dev.sluice.topology.casework.desk;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseFile;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.casework.clock.Deadlines;
import dev.sluice.topology.casework.docket.Docket;
import dev.sluice.topology.casework.docket.Files;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.docket.Timer;
import dev.sluice.topology.casework.message.Contestables;
import dev.sluice.topology.casework.notice.NoticeDesk;
import dev.sluice.topology.casework.queue.AlarmClock;
import dev.sluice.topology.casework.queue.Openings;
import dev.sluice.topology.casework.report.Reports;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.intake.UnreadableRecords;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.step.Initializer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where everything about the cases of a thread meets, in the order in which it comes: what the pipeline opens and
 * withdraws, what it has done, commands, notices, flags, and the answers to claims. A tick of the wall clock looks at
 * what is due though nobody does anything.
 */
public final class DeskProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** How often is looked at what is due. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** What one tick looks at, so that it never holds up commands for long; the next one goes on. */
    private static final int MAX_DUE = 500;

    private final DeskInput input;
    private final CaseworkRules rules;
    private final CaseQueues queues;
    private final Openings openings;
    private final Contestables contestables;
    private final AlarmClock alarms;
    private final NoticeDesk notices;
    private final CommandDesk commands;

    private ProcessorContext<byte[], Object> context;
    private Docket docket;
    private CaseQueues.@Nullable Shelf shelf;

    /** A processor for one task. */
    public DeskProcessor(DeskInput input, CaseworkRules rules, CaseQueues queues) {
        this.input = input;
        this.queues = queues;
        this.rules = rules;
        this.openings = new Openings(rules);
        this.contestables = new Contestables(new AppealWindow(rules.appeals()));
        this.alarms = new AlarmClock(rules);
        this.notices = new NoticeDesk(rules);
        this.commands = new CommandDesk(rules);
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        CaseQueues.Shelf own = queues.shelf();
        shelf = own;
        docket = new Docket(
                processorContext,
                new Files(input.registry(), processorContext),
                new Deadlines(rules),
                rules.keep(),
                own);
        processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has no place"));
        try {
            take(record, at.topic());
        } catch (DecodingException e) {
            refuse(record, at, e.reason().deadLetterReason(), String.valueOf(e.getMessage()));
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            // A fault of ours about one record must not stop all others.
            refuse(
                    record,
                    at,
                    DeadLetterReason.INTERNAL_ERROR,
                    "casework failed with " + e.getClass().getSimpleName());
        }
    }

    /** The cases of this task are another instance's now, or nobody's. */
    @Override
    public void close() {
        CaseQueues.Shelf own = shelf;
        if (own != null) {
            own.close();
        }
    }

    private void take(Record<byte[], byte[]> record, String topic) {
        switch (input.read(topic, record.value())) {
            case ReviewCase review -> openings.take(docket, review);
            case Action action -> contestables.take(docket, action);
            case CaseCommand command -> commands.take(docket, command, record.key());
            case CaseEvent event -> takeEvent(event);
            default -> throw new IllegalStateException("topic " + topic + " holds another record than it may");
        }
    }

    private void takeEvent(CaseEvent event) {
        ContentNotice notice = event.getNotice();
        if (notice != null) {
            notices.take(docket, event, notice);
        }
        Flag flag = event.getFlag();
        if (flag != null) {
            Reports.take(docket, flag);
        }
        ClaimCheck claim = event.getClaim();
        if (claim != null) {
            commands.claims().answered(docket, claim);
        }
    }

    private void tick() {
        for (Timer timer : docket.due(MAX_DUE)) {
            switch (timer.kind()) {
                case CASE -> ring(timer);
                case POST -> docket.review(timer);
            }
        }
    }

    private void ring(Timer timer) {
        CaseFile file = docket.file(timer.id());
        if (file == null || file.getTimer() != timer.at()) {
            docket.drop(timer);
        } else {
            alarms.ring(docket, file);
        }
    }

    private void refuse(Record<byte[], byte[]> record, RecordMetadata at, DeadLetterReason reason, String detail) {
        ConsumerRecord<byte[], byte[]> read = UnreadableRecords.read(at.topic(), at.partition(), at.offset(), record);
        Outlets.DEAD_LETTERS.send(
                context,
                record.timestamp(),
                UnreadableRecords.key(read),
                input.unreadable().deadLetter(read, reason, detail));
    }
}
