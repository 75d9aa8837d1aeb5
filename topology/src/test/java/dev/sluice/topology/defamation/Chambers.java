package dev.sluice.topology.defamation;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CourtOrder;
import dev.sluice.schemas.DefamationAct;
import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.IdentityDisclosure;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.LetterReference;
import dev.sluice.schemas.PosterReply;
import dev.sluice.schemas.StatementLocation;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.MovingClock;
import dev.sluice.topology.policy.DefamationRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The flow of notices as in production, with the shipped rules and letters, and a clock that the test moves. */
final class Chambers implements AutoCloseable {
    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final String NOTICE = "n-1";

    final TopologyTestDriver driver;
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("chambers"));
    private final Map<String, DefamationNotice> notices = new LinkedHashMap<>();
    private final MovingClock clock;
    private int commands;

    Chambers(String london) {
        this.clock = new MovingClock(london(london));
        DefamationRules rules =
                Objects.requireNonNull(DefamationRules.load(Path.of(System.getProperty("sluice.home"), "policies")));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "chambers");
        this.driver = new TopologyTestDriver(
                DefamationTopology.build(
                        new DefamationSettings("", false), new DefamationServices(rules, registry, clock)),
                properties,
                now());
    }

    static Instant london(String time) {
        return LocalDateTime.parse(time).atZone(LONDON).toInstant();
    }

    Instant now() {
        return clock.instant();
    }

    /** Lets the clock go on until then, in one leap, at the end of which there is one tick. */
    void until(String london) {
        until(london(london));
    }

    void until(Instant then) {
        Duration time = Duration.between(now(), then);
        clock.set(then);
        driver.advanceWallClockTime(time);
    }

    /** A notice that has everything. */
    static DefamationFiling.Builder complete() {
        return DefamationFiling.newBuilder()
                .setName("Nora Nought")
                .setEmail("nora@mail.example")
                .setWords("Nora Nought waters the milk.")
                .setImputation("It says that I cheat.")
                .setMeaning("That I cheat my customers.")
                .setInaccuracies(List.of("I have never watered milk."))
                .setLocations(List.of(StatementLocation.newBuilder()
                        .setUrl("https://community.example/p/17")
                        .setPost("p17")
                        .setThread("t4")
                        .setCommunity("market")
                        .setRevision(2)
                        .setPartition(3)
                        .build()))
                .setInsufficientInformation(true)
                .setConsentName(false)
                .setConsentEmail(false)
                .setAuthor("ada")
                .setChannel("form");
    }

    DefamationCommand.Builder command(DefamationAct act) {
        commands++;
        return DefamationCommand.newBuilder()
                .setId("command-" + commands)
                .setAct(act)
                .setNotice(NOTICE)
                .setBy("lena")
                .setHappenedAt(now())
                .setAt(now());
    }

    void file(DefamationFiling.Builder filing) {
        send(command(DefamationAct.FILE).setFiling(filing.build()));
    }

    void act(DefamationAct act, String reason) {
        send(command(act).setReason(reason));
    }

    void sent(String template) {
        sent(template, now(), "");
    }

    void sent(String template, Instant at, String reason) {
        send(command(DefamationAct.SENT)
                .setLetter(letter(template).getId())
                .setHappenedAt(at)
                .setReason(reason));
    }

    void reply(Consumer<PosterReply.Builder> says, Instant at) {
        PosterReply.Builder reply = PosterReply.newBuilder().setReceivedAt(at);
        says.accept(reply);
        send(command(DefamationAct.REPLY).setReply(reply.build()).setHappenedAt(at));
    }

    /** A refusal with name and address, and no consent to give them on. */
    static void refuses(PosterReply.Builder reply) {
        reply.setWishesRemoval(false)
                .setGivesName(true)
                .setGivesAddress(true)
                .setConsents(false)
                .setIdentity("n-1/identity/1");
    }

    void order(boolean removes, boolean discloses, @Nullable Instant dueAt) {
        send(command(DefamationAct.COURT_ORDER)
                .setOrder(CourtOrder.newBuilder()
                        .setReference("QB-2026-000001")
                        .setCourt("High Court")
                        .setRemoves(removes)
                        .setDiscloses(discloses)
                        .setDueAt(dueAt)
                        .setMadeAt(now())
                        .build()));
    }

    void disclose(String basis) {
        send(command(DefamationAct.DISCLOSE)
                .setReason("The complainant asks for them.")
                .setDisclosure(IdentityDisclosure.newBuilder()
                        .setId("")
                        .setTo("the complainant")
                        .setBasis(basis)
                        .setReason("")
                        .setBy("")
                        .setAt(now())
                        .build()));
    }

    void send(DefamationCommand.Builder command) {
        send(command.build());
    }

    void send(DefamationCommand command) {
        send(command.getNotice(), command);
    }

    void send(String key, DefamationCommand command) {
        Topic<DefamationCommand> topic = TopicCatalogue.DEFAMATION_COMMANDS;
        byte[] value = new AvroSerde<>(topic.valueType(), registry, topic.subject()).encode(topic.name(), command);
        sendBytes(key, value);
    }

    void sendBytes(String key, byte @Nullable [] value) {
        TestInputTopic<byte[], byte[]> input = driver.createInputTopic(
                TopicCatalogue.DEFAMATION_COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, now()));
    }

    DefamationNotice notice() {
        return Objects.requireNonNull(find(NOTICE));
    }

    @Nullable
    DefamationNotice find(String id) {
        Topic<DefamationNotice> topic = TopicCatalogue.DEFAMATION_NOTICES;
        AvroSerde<DefamationNotice> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        for (TestRecord<String, byte[]> record : records(topic)) {
            if (record.value() == null) {
                notices.remove(record.key());
            } else {
                notices.put(record.key(), serde.decode(record.value()));
            }
        }
        return notices.get(id);
    }

    /** The newest letter from a template, as the notice names it. */
    LetterReference letter(String template) {
        return notice().getLetters().stream()
                .filter(letter -> letter.getTemplate().equals(template))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The duty of this kind that was asked for last. */
    DefamationDuty duty(DutyKind kind) {
        return notice().getDuties().stream()
                .filter(duty -> duty.getKind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    List<DutyKind> open() {
        return Duties.open(notice()).stream().map(DefamationDuty::getKind).toList();
    }

    List<Letter> letters() {
        return values(TopicCatalogue.LETTERS_OUT);
    }

    List<DefamationAlert> alerts() {
        return values(TopicCatalogue.DEFAMATION_ALERTS);
    }

    List<CommandRefusal> refusals() {
        return values(TopicCatalogue.DEFAMATION_REFUSALS);
    }

    List<CaseRuling> rulings() {
        return values(TopicCatalogue.RULINGS);
    }

    List<EvidenceSupplement> supplements() {
        return values(TopicCatalogue.SUPPLEMENTS);
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return records(TopicCatalogue.DEAD_LETTERS);
    }

    private <T extends SpecificRecord> List<T> values(Topic<T> topic) {
        AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), registry, topic.subject());
        List<T> values = new ArrayList<>();
        records(topic).forEach(record -> values.add(serde.decode(record.value())));
        return values;
    }

    private List<TestRecord<String, byte[]>> records(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
