package dev.sluice.topology;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReportChange;
import dev.sluice.schemas.ReportWindow;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Verdict;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.casework.clock.AppealWindow;
import dev.sluice.topology.outcomes.OutcomeStores;
import dev.sluice.topology.outcomes.feedback.LabelProcessor;
import dev.sluice.topology.outcomes.feedback.PostReader;
import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.outcomes.feedback.SampleProcessor;
import dev.sluice.topology.outcomes.reports.ChangeProcessor;
import dev.sluice.topology.outcomes.reports.CountProcessor;
import dev.sluice.topology.outcomes.reports.NoticeProcessor;
import dev.sluice.topology.outcomes.reports.ReportAggregate;
import dev.sluice.topology.outcomes.reports.ReportChanges;
import dev.sluice.topology.outcomes.statements.StatementProcessor;
import dev.sluice.topology.outcomes.statements.StatementWriter;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.NamedStreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow from decisions to what follows from them later, top to bottom, beside the pipeline.
 *
 * <pre>
 * decisions ──┬─► count-posts ──────────────────────────────────┐
 *             ├─► state-reasons ──► statements ──► count ───────┤
 * notices-in ─┘        │                                        ├─► by-community ─┬─► hours ─┬─► reports
 * decisions ──┬─► label ──────────► labels ──────► count ───────┤                 └─► days ──┘
 * verdicts ───┘                                                 │
 * actions, mediations, notices-in, rulings ──────► count ───────┘
 *
 * posts, decisions ──► sample ──► reviews          (a few in a thousand, where there is a quality sample)
 * </pre>
 *
 * The topics it reads have the same number of partitions and, but for those that a platform writes, are keyed by thread, so
 * that all that is known of a post meets in one task; notices come there over a hop, and counts alone go on by community.
 */
public final class OutcomesTopology {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomesTopology.class);

    /** The topics that must have the same number of partitions. */
    static final List<Topic<?>> SOURCES = List.of(
            TopicCatalogue.DECISIONS,
            TopicCatalogue.VERDICTS,
            TopicCatalogue.NOTICES_IN,
            TopicCatalogue.ACTIONS,
            TopicCatalogue.MEDIATIONS);

    private final OutcomesSettings settings;
    private final OutcomesServices services;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final StreamsBuilder builder = NamedStreams.builder("sluice-outcomes", null);
    private final Stores stores;

    private OutcomesTopology(OutcomesSettings settings, OutcomesServices services) {
        this.settings = settings;
        this.services = services;
        this.stores = new Stores(settings.persistentStores(), TopicCatalogue.DECISIONS.maxMessageBytes() * 2);
    }

    /** Builds the flow; the same for tests and production. */
    public static Topology build(OutcomesSettings settings, OutcomesServices services) {
        return new OutcomesTopology(settings, services).build();
    }

    private Topology build() {
        KStream<byte[], Decision> decisions = source(TopicCatalogue.DECISIONS);
        KStream<byte[], Verdict> verdicts = source(TopicCatalogue.VERDICTS);
        KStream<byte[], ContentNotice> notices = notices();

        KStream<String, ReportChange> changes = countPosts(decisions);

        KStream<byte[], StatementOfReasons> statements = stateReasons(decisions, notices);
        sink(statements, TopicCatalogue.STATEMENTS);

        KStream<byte[], Label> labels = label(decisions, verdicts);
        sink(labels, TopicCatalogue.LABELS);

        if (settings.qa().isActive()) {
            sink(sample(decisions), TopicCatalogue.REVIEWS);
        }

        KStream<byte[], Action> actions = source(TopicCatalogue.ACTIONS);
        KStream<byte[], MediationCase> mediations = source(TopicCatalogue.MEDIATIONS);
        changes = changes.merge(count("statements", statements, ReportChanges::of), Named.as("with-statements"))
                .merge(count("labels", labels, (label, at) -> ReportChanges.of(label)), Named.as("with-labels"))
                .merge(countNotices(notices), Named.as("with-notices"))
                .merge(
                        count("complaints", complaints(), (complaint, at) -> ReportChanges.of(complaint)),
                        Named.as("with-complaints"))
                .merge(count("actions", actions, ReportChanges::of), Named.as("with-actions"))
                .merge(count("mediations", mediations, ReportChanges::of), Named.as("with-mediations"));
        report(changes);
        return builder.build();
    }

    private KStream<String, ReportChange> countPosts(KStream<byte[], Decision> decisions) {
        builder.addStateStore(stores.cached(OutcomeStores.COUNTED));
        Duration keep = settings.windows().dayGrace().plusDays(1);
        return decisions.process(
                () -> new CountProcessor(keep, settings.retention()), Named.as("count-posts"), OutcomeStores.COUNTED);
    }

    private KStream<String, ReportChange> countNotices(KStream<byte[], ContentNotice> notices) {
        builder.addStateStore(stores.cached(OutcomeStores.NOTICES));
        return notices.process(
                () -> new NoticeProcessor(services::isTrusted, settings.retention()),
                Named.as("count-notices"),
                OutcomeStores.NOTICES);
    }

    private KStream<byte[], StatementOfReasons> stateReasons(
            KStream<byte[], Decision> decisions, KStream<byte[], ContentNotice> notices) {
        builder.addStateStore(stores.cached(OutcomeStores.LINEAGE));
        AppealWindow window = new AppealWindow(services.casework().appeals());
        StatementWriter writer = new StatementWriter(
                services.texts(), services.grounds(), services::packOf, window::until, settings.statements());
        return records(decisions, "decisions-to-state")
                .merge(records(notices, "notices-to-state"), Named.as("to-state"))
                .process(
                        () -> new StatementProcessor(writer, services::isTrusted, settings.retention()),
                        Named.as("state-reasons"),
                        OutcomeStores.LINEAGE,
                        OutcomeStores.COUNTED);
    }

    private KStream<byte[], Label> label(KStream<byte[], Decision> decisions, KStream<byte[], Verdict> verdicts) {
        builder.addStateStore(stores.cached(OutcomeStores.DECIDED));
        builder.addStateStore(stores.cached(OutcomeStores.WAITING));
        AvroSerde<Label> labels = serde(TopicCatalogue.LABELS);
        AvroSerde<Verdict> judged = serde(TopicCatalogue.VERDICTS);
        return records(decisions, "decisions-to-label")
                .merge(records(verdicts, "verdicts-to-label"), Named.as("to-label"))
                .process(
                        () -> new LabelProcessor(labels, judged, settings.qa(), settings.retention()),
                        Named.as("label"),
                        OutcomeStores.DECIDED,
                        OutcomeStores.WAITING);
    }

    /** Casework asks the pipeline for the words of each post about which it has taken in a complaint. */
    private KStream<byte[], CaseRuling> complaints() {
        return source(TopicCatalogue.RULINGS)
                .filter((key, ruling) -> ruling.getKind() == RulingKind.COMPLAINT, Named.as("complaints"));
    }

    /** Posts may be partitioned as the platform likes: the few that may be drawn meet their decisions over a hop each. */
    private KStream<byte[], ReviewCase> sample(KStream<byte[], Decision> decisions) {
        builder.addStateStore(stores.uncached(OutcomeStores.DRAWN));
        QaPlan plan = settings.qa();
        AvroSerde<Post> posts = serde(TopicCatalogue.POSTS);
        AvroSerde<Decision> decided = serde(TopicCatalogue.DECISIONS);
        KStream<byte[], Post> published = builder.stream(
                        settings.topicPrefix() + TopicCatalogue.POSTS.name(),
                        Consumed.with(bytes, bytes).withName("read-posts"))
                .processValues(() -> new PostReader(posts), Named.as("readable-posts"))
                .filter((key, post) -> plan.mayDraw(post.getId()), Named.as("posts-to-draw"))
                .selectKey((key, post) -> thread(post.getThread()), Named.as("posts-by-thread"))
                .repartition(hop("drawn-posts", posts));
        KStream<byte[], Decision> answered = decisions
                .filter((key, decision) -> plan.mayDraw(decision.getPost()), Named.as("decisions-to-draw"))
                .repartition(hop("drawn-decisions", decided));
        return records(published, "drawn-posts-as-records")
                .merge(records(answered, "drawn-decisions-as-records"), Named.as("to-draw"))
                .process(
                        () -> new SampleProcessor(posts, decided, plan, settings.retention()),
                        Named.as("sample"),
                        OutcomeStores.DRAWN);
    }

    private <T extends SpecificRecord> Repartitioned<byte[], T> hop(String name, AvroSerde<T> serde) {
        return Repartitioned.with(bytes, serde)
                .withName(name)
                .withNumberOfPartitions(TopicCatalogue.DEFAULT_PARTITIONS);
    }

    private static byte[] thread(String thread) {
        return thread.getBytes(StandardCharsets.UTF_8);
    }

    private <V> KStream<String, ReportChange> count(
            String what, KStream<byte[], V> records, ChangeProcessor.Change<V> change) {
        return records.process(() -> new ChangeProcessor<>(change), Named.as("count-" + what));
    }

    private void report(KStream<String, ReportChange> changes) {
        Serde<ReportChange> serde =
                new AvroSerde<>(ReportChange.class, services.registry(), Subjects.REPORT_CHANGE.name());
        KGroupedStream<String, ReportChange> byCommunity = changes.repartition(
                        Repartitioned.with(Serdes.String(), serde).withName("by-community"))
                .groupByKey(Grouped.with("grouped-by-community", Serdes.String(), serde));
        KStream<byte[], CommunityReport> hours = windows(
                byCommunity,
                OutcomeStores.HOURS,
                ReportWindow.HOUR,
                TimeWindows.ofSizeAndGrace(
                        Duration.ofHours(1), settings.windows().hourGrace()));
        KStream<byte[], CommunityReport> days = windows(
                byCommunity,
                OutcomeStores.DAYS,
                ReportWindow.DAY,
                TimeWindows.ofSizeAndGrace(
                        Duration.ofDays(1), settings.windows().dayGrace()));
        sink(hours.merge(days, Named.as("hours-and-days")), TopicCatalogue.REPORTS);
    }

    private KStream<byte[], CommunityReport> windows(
            KGroupedStream<String, ReportChange> byCommunity, String store, ReportWindow window, TimeWindows windows) {
        Duration keep = Duration.ofMillis(windows.size() + windows.gracePeriodMs());
        Duration size = Duration.ofMillis(windows.size());
        WindowBytesStoreSupplier supplier = settings.persistentStores()
                ? org.apache.kafka.streams.state.Stores.persistentWindowStore(store, keep, size, false)
                : org.apache.kafka.streams.state.Stores.inMemoryWindowStore(store, keep, size, false);
        return byCommunity
                .windowedBy(windows)
                .aggregate(
                        ReportAggregate::none,
                        (community, change, report) -> ReportAggregate.plus(report, change),
                        Named.as(store + "-sum"),
                        Materialized.<String, CommunityReport>as(supplier)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(serde(TopicCatalogue.REPORTS)))
                .toStream(Named.as(store + "-changes"))
                .map(
                        (key, report) -> KeyValue.pair(
                                key.key().getBytes(StandardCharsets.UTF_8),
                                ReportAggregate.of(
                                        report,
                                        key.key(),
                                        window,
                                        key.window().startTime(),
                                        key.window().endTime())),
                        Named.as(store + "-reports"));
    }

    private <T extends SpecificRecord> KStream<byte[], T> source(Topic<T> topic) {
        return builder.stream(
                settings.topicPrefix() + topic.name(),
                Consumed.with(bytes, serde(topic)).withName("read-" + topic.name()));
    }

    /**
     * Notices are written by others: what cannot be read is passed over here, and answered where they are taken in. They are
     * in the partition of their post, as a platform likes; decisions are in that of their thread, so a hop brings a
     * notice there. It takes no words along, and nobody's name.
     */
    private KStream<byte[], ContentNotice> notices() {
        AvroSerde<ContentNotice> serde = serde(TopicCatalogue.NOTICES_IN);
        return builder.stream(
                        settings.topicPrefix() + TopicCatalogue.NOTICES_IN.name(),
                        Consumed.with(bytes, bytes).withName("read-notices-in"))
                .flatMapValues(value -> readable(serde, value), Named.as("readable-notices"))
                .map(
                        (key, notice) -> KeyValue.pair(thread(notice.getThread()), withoutPersonalData(notice)),
                        Named.as("notices-by-thread"))
                .repartition(Repartitioned.with(bytes, serde).withName("notices"));
    }

    private static ContentNotice withoutPersonalData(ContentNotice notice) {
        return ContentNotice.newBuilder(notice)
                .setExplanation("")
                .setUrl(null)
                .setNotifier(null)
                .setName(null)
                .setEmail(null)
                .build();
    }

    private static <T extends SpecificRecord> List<T> readable(AvroSerde<T> serde, byte @Nullable [] value) {
        try {
            return List.of(serde.decode(value));
        } catch (DecodingException e) {
            LOG.debug("a record of others is passed over: {}", e.reason());
            return List.of();
        }
    }

    private static <T extends SpecificRecord> KStream<byte[], SpecificRecord> records(
            KStream<byte[], T> stream, String name) {
        return stream.mapValues(SpecificRecord.class::cast, Named.as(name));
    }

    private <T extends SpecificRecord> void sink(KStream<byte[], T> records, Topic<T> topic) {
        records.to(
                settings.topicPrefix() + topic.name(),
                Produced.with(bytes, serde(topic)).withName(topic.name()));
    }

    private <T extends SpecificRecord> AvroSerde<T> serde(Topic<T> topic) {
        return new AvroSerde<>(topic.valueType(), services.registry(), topic.subject());
    }
}
