package dev.sluice.topology.route;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.policy.Ruling;
import dev.sluice.topology.state.PostStanding.Measure;
import dev.sluice.topology.state.PostStanding.OpenCase;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The last step: sends the decision, and what follows from it, each to its topic. */
public final class RouteProcessor implements Processor<byte[], SettledPost, byte[], Object> {
    /** Decisions made with their whole context. */
    public static final Outlet<Decision> DECISIONS = new Outlet<>("decisions-in-context");

    /** What the platform is asked to do. */
    public static final Outlet<Action> ACTIONS = new Outlet<>("actions");

    /** What people are asked to look at. */
    public static final Outlet<ReviewCase> REVIEWS = new Outlet<>("reviews");

    /** What legal is told. */
    public static final Outlet<Escalation> ESCALATIONS = new Outlet<>("escalations");

    private final Actions actions;
    private final Escalations escalations;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;

    /**
     * A processor for one task.
     *
     * @param routes the tables of legal routes
     * @param inForceSince tells since when a pack is in force with its text
     */
    public RouteProcessor(
            Notices notices,
            SchemaRegistry registry,
            LegalRoutes routes,
            Function<PolicyPack, Instant> inForceSince,
            Telemetry telemetry) {
        this.actions = new Actions(notices);
        this.escalations = new Escalations(registry, routes, inForceSince);
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], SettledPost> record) {
        long start = telemetry.stages().start();
        DecidedPost decided = record.value().decided();
        byte[] thread = decided.decision().getThread().getBytes(StandardCharsets.UTF_8);
        DECISIONS.send(context, record.timestamp(), thread, decided.decision());
        routeActions(record.value(), record.timestamp(), thread);
        routeReviews(record.value(), record.timestamp(), thread);
        Ruling.Escalate escalate = decided.ruling().escalate();
        if (escalate != null && record.value().settlement().escalates()) {
            Escalation escalation = escalations.of(decided, escalate);
            byte[] key = escalation.getId().getBytes(StandardCharsets.UTF_8);
            send(ESCALATIONS, record.timestamp(), key, escalation);
        }
        telemetry.stages().stop(Stage.ROUTE, start);
    }

    private void routeActions(SettledPost settled, long timestamp, byte[] thread) {
        if (settled.settlement().restores()) {
            act(settled.decided(), actions.restore(settled.decided()), timestamp, thread);
        }
        Measure measure = settled.settlement().measure();
        if (measure != Measure.NONE) {
            act(settled.decided(), actions.measure(settled.decided(), measure), timestamp, thread);
        }
    }

    private void act(DecidedPost decided, Action action, long timestamp, byte[] thread) {
        telemetry
                .latencies()
                .acted(
                        decided.decision().getTrigger(),
                        decided.assessed().getSource().getTimestamp(),
                        action.getRequestedAt());
        send(ACTIONS, timestamp, thread, action);
    }

    private void routeReviews(SettledPost settled, long timestamp, byte[] thread) {
        OpenCase withdrawn = settled.settlement().withdrawn();
        if (withdrawn != null) {
            send(REVIEWS, timestamp, thread, ReviewCases.withdraw(settled.decided(), withdrawn));
        }
        OpenCase opened = settled.settlement().opened();
        if (opened != null) {
            send(REVIEWS, timestamp, thread, ReviewCases.open(settled.decided(), opened));
        }
    }

    private <V> void send(Outlet<V> outlet, long timestamp, byte[] key, V value) {
        telemetry.counters().routed(outlet.node());
        outlet.send(context, timestamp, key, value);
    }
}
