package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.topology.health.SecondLooks.Result;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The first gate: most posts are decided here and never leave the partition they came in on. What leaves here is
 * allowed and nothing else; any other decision may have consequences and is made where those are remembered.
 */
public final class GateProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Decisions made at the gate. */
    public static final Outlet<Decision> DECISIONS = new Outlet<>("decisions-at-gate");

    /** Posts that need more context; keyed by their author, else by the thread. */
    public static final Outlet<AssessedPost> TOWARD_COPIES = new Outlet<>("toward-copies");

    /** Posts to be looked at again; goes nowhere unless there are requests. */
    public static final Outlet<SecondLookRequest> SECOND_LOOKS = new Outlet<>("second-looks");

    private final Decider decider;
    private final @Nullable SecondLookRequests requests;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;

    /**
     * A processor for one task.
     *
     * @param requests asks for second looks; null where nobody answers them
     */
    public GateProcessor(Decider decider, @Nullable SecondLookRequests requests, Telemetry telemetry) {
        this.decider = decider;
        this.requests = requests;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        AssessedPost assessed = record.value();
        Decision decision = decider.decideAtFirstGate(assessed);
        start = telemetry.stages().stop(Stage.DECIDE, start);
        if (decision == null) {
            TOWARD_COPIES.send(context, record.timestamp(), authorKey(record.value()), record.value());
        } else {
            telemetry.counters().decision(decision.getOutcome());
            telemetry.policies().decided(decision.getCommunityKnown());
            telemetry.latencies().decided(assessed.getSource().getTimestamp(), decision.getDecidedAt());
            DECISIONS.send(context, record.timestamp(), record.key(), decision);
        }
        ask(record);
        telemetry.stages().stop(Stage.ROUTE, start);
    }

    /** Behind the first decision, or the post on its way to it, so that the answer can only come behind it too. */
    private void ask(Record<byte[], AssessedPost> record) {
        SecondLookRequest request = requests == null ? null : requests.requestFor(record.value());
        if (request != null) {
            telemetry.secondLooks().count(Result.ASKED);
            SECOND_LOOKS.send(context, record.timestamp(), record.key(), request);
        }
    }

    /** The key by which the context of the author is kept: the author, else the thread. */
    public static byte[] authorKey(AssessedPost assessed) {
        String author = assessed.getPost().getAuthor();
        String key = author == null ? assessed.getPost().getThread() : author;
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
