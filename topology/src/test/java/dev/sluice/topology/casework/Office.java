package dev.sluice.topology.casework;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.AppealInput;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.RefusalReason;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.VerdictInput;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.MovingClock;
import dev.sluice.topology.health.CaseQueues;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.state.Retention;
import dev.sluice.topology.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Casework as in production, on the test driver, with a clock that the test moves. */
public final class Office implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final String THREAD = "thread-1";

    public final TopologyTestDriver driver;
    private final SchemaRegistry registry;
    private final Map<String, CaseStatus> cases = new LinkedHashMap<>();
    private final Map<String, AvroSerde<?>> serdes = new LinkedHashMap<>();
    private final MovingClock clock = new MovingClock(START);
    private int commands;

    public Office() {
        this("");
    }

    /** An office with these rules, as YAML lines beside the version. */
    public Office(String rules) {
        this(rules, SchemaRegistry.connect(RegistrySettings.mock("office")));
    }

    public Office(String rules, SchemaRegistry registry) {
        this(rules, registry, null);
    }

    public Office(String rules, SchemaRegistry registry, @Nullable Tracing tracing) {
        this.registry = registry;
        CaseworkServices services = new CaseworkServices(
                CaseworkRules.parse("test", "version: \"1.0.0\"\n" + rules),
                registry,
                clock,
                new CaseQueues(new SimpleMeterRegistry()),
                tracing);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "office");
        this.driver = new TopologyTestDriver(
                CaseworkTopology.build(new CaseworkSettings("", false, Retention.defaults()), services),
                properties,
                START);
    }

    /** Takes over the state of another office, as a new instance does from the changelogs. */
    public void restore(Office other) {
        other.driver.getAllStateStores().forEach((name, unused) -> {
            KeyValueStore<String, byte[]> mine = driver.getKeyValueStore(name);
            KeyValueStore<String, byte[]> theirs = other.driver.getKeyValueStore(name);
            try (KeyValueIterator<String, byte[]> entries = theirs.all()) {
                entries.forEachRemaining(entry -> mine.put(entry.key, entry.value));
            }
        });
        commands = other.commands;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Lets time pass in one leap, at the end of which there is one tick. */
    public void pass(Duration time) {
        clock.set(now().plus(time));
        driver.advanceWallClockTime(time);
    }

    /** Opens a case in the queue {@code manners} with 24 hours. */
    public String open(String post) {
        return open(post, "manners");
    }

    public String open(String post, String queue) {
        ReviewCase review = review(post, queue);
        take(review);
        return review.getId();
    }

    public ReviewCase review(String post, String queue) {
        ReviewCase review = new ReviewCase();
        review.setId(post + "/1/1/review");
        review.setDecision(post + "/1/1");
        review.setPost(post);
        review.setRevision(1);
        review.setThread(THREAD);
        review.setCommunity("garden");
        review.setAuthor("ada");
        review.setTarget("bob");
        review.setState(CaseState.OPEN);
        review.setQueue(queue);
        review.setPriority(0.5f);
        review.setOpenedAt(now());
        review.setDueAt(now().plus(Duration.ofHours(24)));
        review.setRule("insult.review");
        review.setRationale("The post may be an insult.");
        review.setText("words of " + post);
        review.setSpans(List.of());
        review.setPartition(3);
        return review;
    }

    public void withdraw(ReviewCase review) {
        ReviewCase gone = ReviewCase.newBuilder(review)
                .setState(CaseState.WITHDRAWN)
                .setText("")
                .build();
        take(gone);
    }

    public void take(ReviewCase review) {
        input(TopicCatalogue.REVIEWS, review.getThread(), review);
    }

    /** The pipeline restricts a post, and its author is told. */
    public void restrict(String post, String decision, ActionType type) {
        Action action = new Action();
        action.setId(decision + "/" + type);
        action.setDecision(decision);
        action.setPost(post);
        action.setRevision(1);
        action.setThread(THREAD);
        action.setCommunity("garden");
        action.setAuthor("ada");
        action.setType(type);
        action.setRule("hate.remove");
        action.setRequestedAt(now());
        action.setPartition(3);
        take(action);
    }

    public void take(Action action) {
        input(TopicCatalogue.ACTIONS, action.getThread(), action);
    }

    public void flag(String post, String reporter) {
        input(TopicCatalogue.FLAGS, THREAD, new Flag(post, THREAD, reporter, "rude", now(), null));
    }

    public void notice(ContentNotice notice) {
        input(TopicCatalogue.NOTICES_IN, notice.getThread(), notice);
    }

    /** A complete notice. */
    public ContentNotice.Builder aNotice(String id, String post) {
        return ContentNotice.newBuilder()
                .setId(id)
                .setPost(post)
                .setThread(THREAD)
                .setCommunity("garden")
                .setExplanation("It says that somebody stole, which is untrue.")
                .setNotifier("nora")
                .setName("Nora Notifier")
                .setEmail("nora@example.org")
                .setGoodFaith(true)
                .setSubmittedAt(now());
    }

    public void claim(String caseId, String reviewer) {
        command(caseId, reviewer, CommandType.CLAIM);
    }

    public void release(String caseId, String reviewer) {
        command(caseId, reviewer, CommandType.RELEASE);
    }

    private void command(String caseId, String reviewer, CommandType type) {
        send(aCommand(caseId, reviewer, type).build());
    }

    public CaseCommand.Builder aCommand(String caseId, String by, CommandType type) {
        return CaseCommand.newBuilder()
                .setId("command-" + ++commands)
                .setType(type)
                .setCase$(caseId)
                .setThread(THREAD)
                .setBy(by)
                .setAt(now());
    }

    public void send(CaseCommand command) {
        input(TopicCatalogue.CASE_COMMANDS, command.getThread(), command);
    }

    /** Claims and decides. */
    public void decide(String caseId, String reviewer, Outcome outcome) {
        claim(caseId, reviewer);
        verdict(caseId, reviewer, outcome);
    }

    public void verdict(String caseId, String reviewer, Outcome outcome) {
        send(aVerdict(caseId, reviewer, outcome, "It is plain on reading it."));
    }

    public CaseCommand aVerdict(String caseId, String reviewer, Outcome outcome, String rationale) {
        VerdictInput verdict = VerdictInput.newBuilder()
                .setOutcome(outcome)
                .setClause("1.1")
                .setRationale(rationale)
                .build();
        return aCommand(caseId, reviewer, CommandType.VERDICT)
                .setVerdict(verdict)
                .build();
    }

    public CaseCommand.Builder anAppeal(String post, String decision, String by) {
        AppealInput appeal = new AppealInput(post, decision, "I quoted somebody else.");
        return aCommand("", by, CommandType.APPEAL).setAppeal(appeal);
    }

    /** Where a case stands. */
    public CaseStatus status(String caseId) {
        CaseStatus status = cases().get(caseId);
        if (status == null) {
            throw new AssertionError("no case " + caseId + " among " + cases.keySet());
        }
        return status;
    }

    /** Where all cases stand, by id; those that are forgotten are not there. */
    public Map<String, CaseStatus> cases() {
        for (TestRecord<String, CaseStatus> record : records(TopicCatalogue.CASES)) {
            if (record.value() == null) {
                cases.remove(record.key());
            } else {
                cases.put(record.key(), record.value());
            }
        }
        return cases;
    }

    /** The reasons of all refusals since the last call. */
    public List<RefusalReason> refusals() {
        return read(TopicCatalogue.REFUSALS).stream()
                .map(CommandRefusal::getReason)
                .toList();
    }

    public <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        records(topic).forEach(record -> values.add(record.value()));
        return values;
    }

    public <T extends SpecificRecord> List<TestRecord<String, T>> records(Topic<T> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        new AvroSerde<>(topic.valueType(), registry).deserializer())
                .readRecordsToList();
    }

    public <T extends SpecificRecord> void input(Topic<T> topic, String key, T value) {
        @SuppressWarnings("unchecked")
        AvroSerde<T> serde = (AvroSerde<T>)
                serdes.computeIfAbsent(topic.name(), name -> new AvroSerde<>(topic.valueType(), registry));
        raw(topic, key, serde.encode(topic.name(), value));
    }

    /** The same with a header. */
    public <T extends SpecificRecord> void input(Topic<T> topic, String key, T value, Header header) {
        TestInputTopic<String, T> input = driver.createInputTopic(
                topic.name(), new StringSerializer(), new AvroSerde<>(topic.valueType(), registry).serializer());
        input.pipeInput(new TestRecord<>(key, value, new RecordHeaders(List.of(header)), now()));
    }

    public void raw(Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        byte[] utf8 = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        input.pipeInput(new TestRecord<>(utf8, value, now()));
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
