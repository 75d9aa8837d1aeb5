package dev.sluice.topology;

import dev.sluice.classifiers.SecondLook;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.assess.AssessProcessor;
import dev.sluice.topology.assess.PostAssessor;
import dev.sluice.topology.assess.WordingProcessor;
import dev.sluice.topology.context.AuthorContextProcessor;
import dev.sluice.topology.context.CopyContextProcessor;
import dev.sluice.topology.context.TargetContextProcessor;
import dev.sluice.topology.context.ThreadContextProcessor;
import dev.sluice.topology.decide.DecideProcessor;
import dev.sluice.topology.decide.DecidedPost;
import dev.sluice.topology.decide.Decider;
import dev.sluice.topology.decide.GateProcessor;
import dev.sluice.topology.decide.SecondLookRequests;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.intake.Accepted;
import dev.sluice.topology.intake.Intake;
import dev.sluice.topology.intake.IntakeProcessor;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.route.RouteProcessor;
import dev.sluice.topology.route.SettleProcessor;
import dev.sluice.topology.route.SettledPost;
import dev.sluice.topology.state.CopyProcessor;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.NamedStreams;
import dev.sluice.topology.step.Outlet;
import dev.sluice.topology.surroundings.SurroundingsProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The flow from posts to decisions and what follows from them, top to bottom.
 *
 * <pre>
 * posts ─┐                                         (uncertain) ┌─► second-looks
 *        ├─ intake ─ assess ─ thread-context ─ gate ────────────┴──────────────────────────► decisions
 * flags ─┤    │         │           │            │ (some risk, or a later decision)             ▲
 *             ▼         ▼           ▼            └─ copy-context ─┬─ target-context ─┐           │
 *       dead-letters assessments mediations                       └──────────────────┴─ author-context ─ decide
 *                                                                                         │ ─ settle ─ route
 *                                                                                         ▼             ├─► actions
 *                                                                                     mediations        ├─► reviews
 *                                                                                                       └─► escalations
 * </pre>
 *
 * Where there is a second look, its lane answers over the topic {@code second-assessments}, which is taken in beside
 * posts and flags; so is what people ruled, over the topic {@code rulings}.
 *
 * A rule that hits too often after a change of its policy is parked by the step that decides, and the topic {@code
 * rule-alerts} tells.
 *
 * <p>Posts are keyed by thread. Most leave at the gate, without a hop; the others are keyed by what their words are
 * like, then by whom they address, where that is known, and then by their author.
 */
public final class ContentSafetyTopology {
    private final TopologySettings settings;
    private final Services services;
    private final Telemetry telemetry;
    private final Retention retention;
    private final Stores stores;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final StreamsBuilder builder;

    private ContentSafetyTopology(TopologySettings settings, Services services) {
        this.settings = settings;
        this.services = services;
        this.telemetry = services.telemetry();
        this.retention = settings.retention();
        this.stores = new Stores(settings.persistentStores(), TopicCatalogue.largestMessageBytes());
        this.builder = NamedStreams.builder("sluice", telemetry.tracing());
    }

    /** Builds the flow; the same for tests and production. */
    public static Topology build(TopologySettings settings, Services services) {
        return new ContentSafetyTopology(settings, services).build();
    }

    private Topology build() {
        Decider decider = new Decider(services.policies(), settings.held(), services.clock());

        KStream<byte[], Object> taken = intake(events());
        sink(taken, IntakeProcessor.DEAD_LETTERS, TopicCatalogue.DEAD_LETTERS);

        KStream<byte[], Object> assessed = assess(taken);
        sink(assessed, AssessProcessor.ASSESSMENTS, TopicCatalogue.ASSESSMENTS);

        KStream<byte[], Object> inThread = threadContext(assessed, decider);
        sink(inThread, ThreadContextProcessor.MEDIATIONS, TopicCatalogue.MEDIATIONS);

        KStream<byte[], Object> gated = gate(inThread, decider);
        sink(gated, GateProcessor.DECISIONS, TopicCatalogue.DECISIONS);
        if (services.secondLook() != null) {
            sink(gated, GateProcessor.SECOND_LOOKS, TopicCatalogue.SECOND_LOOKS);
        }

        KStream<byte[], Object> amongCopies = copyContext(gated, decider);
        KStream<byte[], AssessedPost> inTarget = targetContext(amongCopies, decider);
        KStream<byte[], Object> inAuthor = authorContext(amongCopies, inTarget, decider);
        sink(inAuthor, AuthorContextProcessor.FOLLOW_UPS, TopicCatalogue.MEDIATIONS);
        KStream<byte[], AssessedPost> inContext = typed(inAuthor);
        KStream<byte[], Object> decided = decide(inContext, decider);
        sink(decided, DecideProcessor.ALERTS, TopicCatalogue.RULE_ALERTS);
        KStream<byte[], Object> routed = route(settle(typed(decided)));
        sink(routed, RouteProcessor.DECISIONS, TopicCatalogue.DECISIONS);
        sink(routed, RouteProcessor.ACTIONS, TopicCatalogue.ACTIONS);
        sink(routed, RouteProcessor.REVIEWS, TopicCatalogue.REVIEWS);
        sink(routed, RouteProcessor.ESCALATIONS, TopicCatalogue.ESCALATIONS);
        return builder.build();
    }

    private KStream<byte[], byte[]> events() {
        List<String> topics = new ArrayList<>(
                List.of(topic(TopicCatalogue.POSTS), topic(TopicCatalogue.FLAGS), topic(TopicCatalogue.RULINGS)));
        if (services.secondLook() != null) {
            topics.add(topic(TopicCatalogue.SECOND_ASSESSMENTS));
        }
        return builder.stream(
                topics,
                Consumed.with(bytes, bytes)
                        .withTimestampExtractor(new EventTime(services.clock()))
                        .withName("events"));
    }

    private KStream<byte[], Object> intake(KStream<byte[], byte[]> events) {
        Intake intake = new Intake(settings.topicPrefix(), services.registry(), settings.intake(), services.clock());
        builder.addStateStore(stores.uncached(Stores.POSTS_SEEN));
        builder.addGlobalStore(
                stores.everywhere(Stores.REPORTERS),
                topic(TopicCatalogue.REPORTER_STANDING),
                Consumed.with(Serdes.Bytes(), bytes).withName("reporter-standings"),
                () -> new CopyProcessor(Stores.REPORTERS));
        return events.process(
                () -> new IntakeProcessor(intake, retention, telemetry), Named.as("intake"), Stores.POSTS_SEEN);
    }

    private KStream<byte[], Object> assess(KStream<byte[], Object> taken) {
        PostAssessor assessor = new PostAssessor(services.assessor(), services.clock());
        KStream<byte[], Accepted> accepted = typed(taken);
        return accepted.process(
                () -> new AssessProcessor(
                        assessor,
                        () -> services.policies().decidingAt(services.clock().instant()),
                        telemetry.stages()),
                Named.as(IntakeProcessor.ACCEPTED.node()));
    }

    private KStream<byte[], Object> threadContext(KStream<byte[], Object> assessed, Decider decider) {
        builder.addStateStore(stores.cached(Stores.THREAD_HEAT));
        builder.addStateStore(stores.cached(Stores.MEDIATIONS_OPEN));
        KStream<byte[], AssessedPost> posts = typed(assessed);
        return posts.process(
                () -> new ThreadContextProcessor(decider, services.notices(), settings.context(), retention, telemetry),
                Named.as(AssessProcessor.ASSESSED.node()),
                Stores.THREAD_HEAT,
                Stores.MEDIATIONS_OPEN);
    }

    private KStream<byte[], Object> gate(KStream<byte[], Object> inThread, Decider decider) {
        KStream<byte[], AssessedPost> posts = typed(inThread);
        SecondLook secondLook = services.secondLook();
        SecondLookRequests requests =
                secondLook == null ? null : new SecondLookRequests(decider, secondLook::covers, services.clock());
        return posts.process(
                () -> new GateProcessor(decider, requests, telemetry),
                Named.as(ThreadContextProcessor.IN_THREAD.node()));
    }

    private KStream<byte[], Object> copyContext(KStream<byte[], Object> gated, Decider decider) {
        builder.addStateStore(stores.cached(Stores.COPIES));
        KStream<byte[], AssessedPost> posts = typed(gated);
        AvroSerde<Post> events = new AvroSerde<>(Post.class, services.registry());
        return posts.process(
                        () -> new SurroundingsProcessor(decider, events, topic(TopicCatalogue.POSTS)),
                        Named.as(GateProcessor.TOWARD_COPIES.node()),
                        Stores.POSTS_SEEN,
                        Stores.THREAD_HEAT)
                .process(WordingProcessor::new, Named.as("wording"))
                .repartition(hop("by-wording"))
                .process(
                        () -> new CopyContextProcessor(
                                settings.context().copiesWindow(), retention, telemetry.stages()),
                        Named.as("copy-context"),
                        Stores.COPIES);
    }

    private KStream<byte[], AssessedPost> targetContext(KStream<byte[], Object> amongCopies, Decider decider) {
        builder.addStateStore(stores.cached(Stores.TARGET_PILE_ON));
        return amongCopies
                .mapValues(AssessedPost.class::cast, Named.as(CopyContextProcessor.TOWARD_TARGET.node()))
                .repartition(hop("by-target"))
                .process(
                        () -> new TargetContextProcessor(
                                decider, settings.context().target(), retention, telemetry.stages()),
                        Named.as("target-context"),
                        Stores.TARGET_PILE_ON);
    }

    private KStream<byte[], Object> authorContext(
            KStream<byte[], Object> amongCopies, KStream<byte[], AssessedPost> inTarget, Decider decider) {
        builder.addStateStore(stores.cached(Stores.AUTHOR_RECORD));
        builder.addStateStore(stores.uncached(Stores.POSTS_IN_FORCE));
        builder.addStateStore(stores.cached(Stores.NUDGES_OPEN));
        // Merged behind the hops, not before them: else this and what is before would be one sub-topology, whose tasks
        // wait for each other's records.
        return amongCopies
                .mapValues(AssessedPost.class::cast, Named.as(CopyContextProcessor.TOWARD_AUTHOR.node()))
                .repartition(hop("by-author"))
                .merge(inTarget.repartition(hop("by-author-from-target")), Named.as("authored"))
                .process(
                        () -> new AuthorContextProcessor(
                                decider, settings.context().author(), retention, telemetry),
                        Named.as("author-context"),
                        Stores.AUTHOR_RECORD,
                        Stores.NUDGES_OPEN,
                        Stores.POSTS_IN_FORCE);
    }

    private KStream<byte[], Object> decide(KStream<byte[], AssessedPost> inContext, Decider decider) {
        builder.addStateStore(stores.cached(Stores.RULE_HITS));
        return inContext.process(
                () -> new DecideProcessor(decider, services.clock(), retention, telemetry),
                Named.as(AuthorContextProcessor.IN_CONTEXT.node()),
                Stores.RULE_HITS);
    }

    private KStream<byte[], SettledPost> settle(KStream<byte[], DecidedPost> decided) {
        return decided.process(
                () -> new SettleProcessor(settings.context().author(), retention, telemetry.stages()),
                Named.as(DecideProcessor.DECIDED.node()),
                Stores.AUTHOR_RECORD,
                Stores.NUDGES_OPEN,
                Stores.POSTS_IN_FORCE);
    }

    private KStream<byte[], Object> route(KStream<byte[], SettledPost> settled) {
        Instant loadedAt = services.clock().instant();
        Function<PolicyPack, Instant> inForceSince =
                pack -> Objects.requireNonNullElse(services.policies().since(pack), loadedAt);
        return settled.process(
                () -> new RouteProcessor(
                        services.notices(), services.registry(), services.legal(), inForceSince, telemetry),
                Named.as("route"));
    }

    private Repartitioned<byte[], AssessedPost> hop(String name) {
        SchemaRegistry registry = services.registry();
        return Repartitioned.with(bytes, new AvroSerde<>(AssessedPost.class, registry, Subjects.ASSESSED_POST.name()))
                .withName(name);
    }

    private <T extends SpecificRecord> void sink(KStream<byte[], Object> from, Outlet<T> outlet, Topic<T> topic) {
        KStream<byte[], T> records = typed(from);
        Serde<T> serde = new AvroSerde<>(topic.valueType(), services.registry(), topic.subject());
        records.to(topic(topic), Produced.with(bytes, serde).withName(outlet.node()));
    }

    private String topic(Topic<?> topic) {
        return settings.topicPrefix() + topic.name();
    }

    /**
     * The records that reach one node of those behind a processor. Which node gets which type is certain because
     * processors send through {@link Outlet}s alone, and every outlet names one node and its type.
     */
    @SuppressWarnings("unchecked")
    private static <V> KStream<byte[], V> typed(KStream<byte[], Object> stream) {
        return (KStream<byte[], V>) (KStream<?, ?>) stream;
    }
}
