package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.topology.health.EventCounters.Kind;
import dev.sluice.topology.health.Rulings;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.intake.ReadRecord.Place;
import dev.sluice.topology.intake.SecondLookIntake.Answered;
import dev.sluice.topology.state.PostState;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step: each record becomes an event to answer, a dead letter, or a duplicate that is counted. */
public final class IntakeProcessor implements Processor<byte[], byte[], byte[], Object> {
    /** Events that are valid and new. */
    public static final Outlet<Accepted> ACCEPTED = new Outlet<>("assess");

    /** Records that are refused. */
    public static final Outlet<DeadLetter> DEAD_LETTERS = new Outlet<>("dead-letters");

    private static final Logger LOG = LoggerFactory.getLogger(IntakeProcessor.class);

    private final Intake intake;
    private final Retention retention;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;
    private KeyValueStore<String, byte[]> posts;
    private FlagWeights weights;
    private long refused;

    /** A processor for one task. */
    public IntakeProcessor(Intake intake, Retention retention, Telemetry telemetry) {
        this.intake = intake;
        this.retention = retention;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        posts = processorContext.getStateStore(Stores.POSTS_SEEN);
        weights = intake.weights(processorContext.getStateStore(Stores.REPORTERS));
        Sweep.schedule(processorContext, posts, retention.posts(), retention);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long start = telemetry.stages().start();
        ReadRecord read = read(record);
        if (intake.isSecondLook(read.where().topic())) {
            processSecondLook(record, read, start);
            return;
        }
        if (intake.isRuling(read.where().topic())) {
            processRuling(record, read, start);
            return;
        }
        Kind kind = intake.kindOf(read.where().topic());
        telemetry.counters().event(kind);
        Accepted accepted;
        try {
            accepted = accept(attempt(() -> intake.take(kind, read, this::seen, weights)));
        } catch (RefusedException e) {
            telemetry.counters().deadLetter(e.reason());
            refuse(read, e);
            return;
        } finally {
            telemetry.stages().stop(Stage.INTAKE, start);
        }
        if (accepted == null) {
            telemetry.counters().duplicate(kind);
        } else {
            ACCEPTED.send(context, record.timestamp(), record.key(), accepted);
        }
    }

    /** A second look is no event of its own: its post has had its answer, which the next decision supersedes. */
    private void processSecondLook(Record<byte[], byte[]> record, ReadRecord read, long start) {
        Accepted accepted = null;
        try {
            Answered answered = attempt(() -> intake.takeSecondLook(read, this::seen));
            telemetry.secondLooks().count(answered.result());
            accepted = accept(answered.taken());
        } catch (RefusedException e) {
            telemetry.secondLooks().count(Result.REFUSED);
            refuse(read, e);
        }
        telemetry.stages().stop(Stage.INTAKE, start);
        if (accepted != null) {
            ACCEPTED.send(context, record.timestamp(), record.key(), accepted);
        }
    }

    /** A ruling is no event either: what people say about a post comes behind its answer. */
    private void processRuling(Record<byte[], byte[]> record, ReadRecord read, long start) {
        Accepted accepted = null;
        try {
            RulingIntake.Answered answered = attempt(() -> intake.takeRuling(read, this::seen));
            telemetry.rulings().count(answered.result());
            accepted = answered.accepted();
            PostState state = answered.state();
            if (accepted != null && state != null) {
                posts.put(answered.key(), state.toBytes());
            }
        } catch (RefusedException e) {
            telemetry.rulings().count(Rulings.Result.REFUSED);
            refuse(read, e);
        }
        telemetry.stages().stop(Stage.INTAKE, start);
        if (accepted != null) {
            ACCEPTED.send(context, record.timestamp(), record.key(), accepted);
        }
    }

    private @Nullable Accepted accept(@Nullable Taken taken) {
        if (taken == null) {
            return null;
        }
        posts.put(taken.accepted().post().getId(), taken.state().toBytes());
        return taken.accepted();
    }

    /**
     * A fault of ours about one record must not stop all others; a fault of stores or registry is not about the
     * record.
     */
    private static <T extends @Nullable Object> T attempt(Supplier<T> take) {
        try {
            return take.get();
        } catch (RefusedException | KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RefusedException(
                    DeadLetterReason.INTERNAL_ERROR,
                    "intake failed with " + e.getClass().getSimpleName());
        }
    }

    private void refuse(ReadRecord read, RefusedException refusal) {
        refused++;
        // The first, second, fourth and so on: a producer gone wrong must not drown the log; the topic has them all.
        if (Long.bitCount(refused) == 1) {
            LOG.info("{} is refused: {}; refused by this task so far: {}", read.where(), refusal.reason(), refused);
        }
        DEAD_LETTERS.send(context, read.timestamp(), DeadLetters.key(read), intake.deadLetter(read, refusal));
    }

    private @Nullable PostState seen(String post) {
        byte[] bytes = posts.get(post);
        return bytes == null ? null : PostState.of(bytes);
    }

    private ReadRecord read(Record<byte[], byte[]> record) {
        RecordMetadata at = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has no place"));
        return new ReadRecord(
                new Place(at.topic(), at.partition(), at.offset()),
                record.timestamp(),
                context.currentStreamTimeMs(),
                record.key(),
                record.value());
    }
}
