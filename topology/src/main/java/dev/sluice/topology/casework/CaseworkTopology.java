package dev.sluice.topology.casework;

import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.ClaimCheck;
import dev.sluice.schemas.ReporterCredit;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Subject;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.EventTime;
import dev.sluice.topology.casework.claim.ExposureProcessor;
import dev.sluice.topology.casework.desk.DeskInput;
import dev.sluice.topology.casework.desk.DeskProcessor;
import dev.sluice.topology.casework.docket.Outlets;
import dev.sluice.topology.casework.notice.EntryProcessor;
import dev.sluice.topology.casework.report.ReporterProcessor;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.NamedStreams;
import dev.sluice.topology.step.Outlet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * The flow of cases, top to bottom.
 *
 * <pre>
 * notices-in ─┐
 * flags ──────┴─ entry ──► case-events ─┐            ┌─► cases, verdicts, messages-out, refusals, case-alerts, qa-results
 *                              ▲        │            ├─► rulings ──► (pipeline) ──► reviews, actions
 * reviews, actions ────────────┼────────┼─── desk ───┤
 * case-commands ───────────────┼────────┘            ├─ by-reviewer ─ exposure ─┐
 *                              │                     └─ by-reporter ─ reporters ┼─► reporter-standing ──► (pipeline)
 *                              └────────────────────────────────────────────────┘
 * </pre>
 *
 * Everything about a case meets at the desk, keyed by thread. Two things have other keys and their own place: what one
 * reviewer may bear, and how far one member's reports were upheld. Answers to claims come back over {@code case-events},
 * which casework alone writes.
 */
public final class CaseworkTopology {
    private final CaseworkSettings settings;
    private final CaseworkServices services;
    private final CaseworkRules rules;
    private final Stores stores;
    private final Serde<byte[]> bytes = Serdes.ByteArray();
    private final StreamsBuilder builder;

    private CaseworkTopology(CaseworkSettings settings, CaseworkServices services) {
        this.settings = settings;
        this.services = services;
        this.rules = services.rules();
        this.stores = new Stores(settings.persistentStores(), TopicCatalogue.largestMessageBytes());
        this.builder = NamedStreams.builder("sluice-casework", services.tracing());
    }

    /** Builds the flow; the same for tests and production. */
    public static Topology build(CaseworkSettings settings, CaseworkServices services) {
        return new CaseworkTopology(settings, services).build();
    }

    private Topology build() {
        KStream<byte[], Object> entered = entry();
        sink(entered, EntryProcessor.EVENTS, TopicCatalogue.CASE_EVENTS);
        sink(entered, EntryProcessor.DEAD_LETTERS, TopicCatalogue.DEAD_LETTERS);

        KStream<byte[], Object> desk = desk();
        sink(desk, Outlets.CASES, TopicCatalogue.CASES);
        sink(desk, Outlets.VERDICTS, TopicCatalogue.VERDICTS);
        sink(desk, Outlets.REFUSALS, TopicCatalogue.REFUSALS);
        sink(desk, Outlets.MESSAGES, TopicCatalogue.MESSAGES_OUT);
        sink(desk, Outlets.ALERTS, TopicCatalogue.CASE_ALERTS);
        sink(desk, Outlets.QA, TopicCatalogue.QA_RESULTS);
        sink(desk, Outlets.DEAD_LETTERS, TopicCatalogue.DEAD_LETTERS);
        rulings(desk);
        exposure(desk);
        reporters(desk);
        return builder.build();
    }

    private KStream<byte[], Object> entry() {
        List<String> topics = List.of(topic(TopicCatalogue.NOTICES_IN), topic(TopicCatalogue.FLAGS));
        return builder.stream(topics, consumed("notices-and-flags"))
                .process(
                        () -> new EntryProcessor(settings.topicPrefix(), services.registry(), services.clock()),
                        Named.as("entry"));
    }

    private KStream<byte[], Object> desk() {
        DeskInput input = new DeskInput(settings.topicPrefix(), services.registry(), services.clock());
        builder.addStateStore(stores.uncached(Stores.CASE_FILES));
        builder.addStateStore(stores.uncached(Stores.POST_FILES));
        builder.addStateStore(stores.uncached(Stores.CASE_TIMERS));
        List<String> topics = DeskInput.TOPICS.stream().map(this::topic).toList();
        return builder.stream(topics, consumed("desk-input"))
                .process(
                        () -> new DeskProcessor(input, rules, services.queues()),
                        Named.as("desk"),
                        Stores.CASE_FILES,
                        Stores.POST_FILES,
                        Stores.CASE_TIMERS);
    }

    /** A ruling goes to the partition of its post's record, which is where the pipeline's state of the post is. */
    private void rulings(KStream<byte[], Object> desk) {
        KStream<byte[], CaseRuling> rulings = typed(desk);
        Topic<CaseRuling> topic = TopicCatalogue.RULINGS;
        rulings.to(
                topic(topic),
                Produced.with(bytes, serde(topic))
                        .withName(Outlets.RULINGS.node())
                        .withStreamPartitioner((name, key, ruling, partitions) -> partition(ruling, partitions)));
    }

    private static Optional<Set<Integer>> partition(CaseRuling ruling, int partitions) {
        int partition = ruling.getPartition();
        return partition >= 0 && partition < partitions ? Optional.of(Set.of(partition)) : Optional.empty();
    }

    private void exposure(KStream<byte[], Object> desk) {
        builder.addStateStore(stores.uncached(Stores.REVIEWER_EXPOSURE));
        KStream<byte[], CaseEvent> answers = desk.mapValues(
                        ClaimCheck.class::cast, Named.as(Outlets.TOWARD_REVIEWER.node()))
                .repartition(hop("by-reviewer", Subjects.CLAIM_CHECK))
                .process(
                        () -> new ExposureProcessor(rules.exposure(), settings.retention()),
                        Named.as("exposure"),
                        Stores.REVIEWER_EXPOSURE);
        answers.to(
                topic(TopicCatalogue.CASE_EVENTS),
                Produced.with(bytes, serde(TopicCatalogue.CASE_EVENTS)).withName("claim-answers"));
    }

    private void reporters(KStream<byte[], Object> desk) {
        builder.addStateStore(stores.uncached(Stores.REPORTER_RECORD));
        KStream<byte[], ReporterStanding> standings = desk.mapValues(
                        ReporterCredit.class::cast, Named.as(Outlets.TOWARD_REPORTER.node()))
                .repartition(hop("by-reporter", Subjects.REPORTER_CREDIT))
                .process(
                        () -> new ReporterProcessor(rules.reporters(), settings.retention()),
                        Named.as("reporters"),
                        Stores.REPORTER_RECORD);
        standings.to(
                topic(TopicCatalogue.REPORTER_STANDING),
                Produced.with(bytes, serde(TopicCatalogue.REPORTER_STANDING)).withName("reporter-standing"));
    }

    private Consumed<byte[], byte[]> consumed(String name) {
        return Consumed.with(bytes, bytes)
                .withTimestampExtractor(new EventTime(services.clock()))
                .withName(name);
    }

    private <T extends SpecificRecord> Repartitioned<byte[], T> hop(String name, Subject<T> subject) {
        return Repartitioned.with(bytes, new AvroSerde<>(subject.valueType(), services.registry(), subject.name()))
                .withName(name);
    }

    private <T extends SpecificRecord> void sink(KStream<byte[], Object> from, Outlet<T> outlet, Topic<T> topic) {
        KStream<byte[], T> records = typed(from);
        records.to(topic(topic), Produced.with(bytes, serde(topic)).withName(outlet.node()));
    }

    private <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return new AvroSerde<>(topic.valueType(), services.registry(), topic.subject());
    }

    private String topic(Topic<?> topic) {
        return settings.topicPrefix() + topic.name();
    }

    /** The records that reach one node of those behind a processor: outlets name one node and its type. */
    @SuppressWarnings("unchecked")
    private static <V> KStream<byte[], V> typed(KStream<byte[], Object> stream) {
        return (KStream<byte[], V>) (KStream<?, ?>) stream;
    }
}
