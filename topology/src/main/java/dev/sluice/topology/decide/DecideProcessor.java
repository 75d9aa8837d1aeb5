package dev.sluice.topology.decide;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.health.Stage;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.state.Sweep;
import dev.sluice.topology.step.Initializer;
import dev.sluice.topology.step.Outlet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides the posts that have their whole context, and parks rules that hit too often after a change. */
public final class DecideProcessor implements Processor<byte[], AssessedPost, byte[], Object> {
    /** Posts as decided. */
    public static final Outlet<DecidedPost> DECIDED = new Outlet<>("settle");

    /** Rules that were parked. */
    public static final Outlet<RuleAlert> ALERTS = new Outlet<>("rule-alerts");

    private static final Logger LOG = LoggerFactory.getLogger(DecideProcessor.class);

    private final Decider decider;
    private final Clock clock;
    private final Retention retention;
    private final Telemetry telemetry;

    private ProcessorContext<byte[], Object> context;
    private Breaker breaker;

    /** A processor for one task. */
    public DecideProcessor(Decider decider, Clock clock, Retention retention, Telemetry telemetry) {
        this.decider = decider;
        this.clock = clock;
        this.retention = retention;
        this.telemetry = telemetry;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        KeyValueStore<String, byte[]> hits = processorContext.getStateStore(Stores.RULE_HITS);
        breaker = new Breaker(decider, clock, hits);
        Sweep.schedule(processorContext, hits, retention.conduct(), retention);
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        long start = telemetry.stages().start();
        Breaker.Place place = new Breaker.Place(
                context.currentStreamTimeMs(), context.taskId().partition());
        Breaker.Judged judged = breaker.decide(record.value(), place);
        DecidedPost decided = judged.decided();
        if (answersAnEvent(record.value().getTrigger())) {
            telemetry.counters().decision(decided.decision().getOutcome());
            telemetry.policies().decided(decided.decision().getCommunityKnown());
        }
        if (answersThePostItself(record.value().getTrigger())) {
            telemetry
                    .latencies()
                    .decided(
                            record.value().getSource().getTimestamp(),
                            decided.decision().getDecidedAt());
        }
        for (RuleHit hit : RuleHit.of(decided.ruling())) {
            telemetry.policies().hit(decided.pack().id(), hit.rule(), hit.how().id());
        }
        telemetry.stages().stop(Stage.DECIDE, start);
        for (RuleAlert alert : judged.alerts()) {
            raise(alert, record.timestamp());
        }
        DECIDED.send(context, record.timestamp(), record.key(), decided);
    }

    private void raise(RuleAlert alert, long timestamp) {
        telemetry.counters().routed(ALERTS.node());
        telemetry.policies().parked(alert.getPolicy(), alert.getVersion(), alert.getRule());
        LOG.warn(
                "rule {} of policy {} {} is parked: {}; its posts wait in queue {} until a new version is released",
                alert.getRule(),
                alert.getPolicy(),
                alert.getVersion(),
                alert.getCause(),
                alert.getQueue());
        String key = alert.getPolicy() + "@" + alert.getVersion() + "/" + alert.getRule();
        ALERTS.send(context, timestamp, key.getBytes(StandardCharsets.UTF_8), alert);
    }

    /** What a second look or people lead to answers no event, and is counted where it is taken in. */
    private static boolean answersAnEvent(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, DELETE, FLAG, UNKNOWN -> true;
            case SECOND_LOOK, VERDICT, APPEAL, NOTICE -> false;
        };
    }

    /** The record that it was read from is the event's own, so that its timestamp says how long the answer took. */
    private static boolean answersThePostItself(Trigger trigger) {
        return switch (trigger) {
            case POST, EDIT, DELETE -> true;
            case FLAG, SECOND_LOOK, VERDICT, APPEAL, NOTICE, UNKNOWN -> false;
        };
    }
}
