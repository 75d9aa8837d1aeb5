package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.Sluice;
import dev.sluice.app.embedded.EmbeddedStack;
import dev.sluice.app.embedded.StackSettings;
import dev.sluice.app.play.Ignored;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Action;
import dev.sluice.schemas.ActionType;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notice of defamation from the command line, through the stack, to the removal that a person asks for. */
class NoticeIT {
    private static final Duration WAIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    @Test
    @Timeout(300)
    void noticeIsAnsweredAndItsPosterStaysUnknownToAllButWhomTheyAgreeTo() throws IOException {
        try (EmbeddedStack stack = EmbeddedStack.start(settings());
                OutputReader reader = new OutputReader(stack.client(), stack.registry(), "", collector())) {
            publish(stack);
            until(reader, () -> !decisions.isEmpty());
            Path complaint = complaint();

            assertThat(notice(stack, "file", complaint.toString(), "--id", "n-1", "--by", "lena"))
                    .isZero();
            assertThat(notice(stack, "file", complaint.toString(), "--id", "n-1", "--by", "lena"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(said(err)).contains("WRONG_STATE: the notice was filed before");
            refusesAndDiscloses(stack);
            assertThat(notice(stack, "act", "n-1", "remove", "--by", "lena", "--reason", "I want to."))
                    .isEqualTo(ExitCode.FAILED);

            assertThat(notice(stack, "file", complaint.toString(), "--id", "n-2", "--by", "lena"))
                    .isZero();
            assertThat(notice(stack, "act", "n-2", "unreachable", "--by", "lena", "--reason", "No address."))
                    .isZero();
            assertThat(notice(stack, "list")).isZero();
            assertThat(said(out))
                    .contains("n-2  no-contact  due ", "n-1  poster-refuses")
                    .doesNotContain("Nora");
            assertThat(actions).isEmpty();
            assertThat(notice(stack, "act", "n-2", "remove", "--by", "lena", "--reason", "Nobody can be asked."))
                    .isZero();
            until(reader, () -> actions.stream().anyMatch(action -> action.getType() == ActionType.REMOVE));

            assertThat(decisions.getLast()).satisfies(decision -> {
                assertThat(decision.getTrigger()).isEqualTo(Trigger.VERDICT);
                assertThat(decision.getOutcome()).isEqualTo(Outcome.REMOVE);
                assertThat(decision.getSupersedes()).isEqualTo("p17/1/1");
                assertThat(decision.getRationale()).isEqualTo("Nobody can be asked.");
            });
        }
    }

    private void refusesAndDiscloses(EmbeddedStack stack) throws IOException {
        String config = config(stack).toString();
        Path details = folder.resolve("details.json");
        Files.writeString(details, "{\"name\": \"Ada Anyone\", \"address\": \"1 Elm Street\\nLondon\"}");
        assertThat(run("make-key", "--config", config)).isZero();
        assertThat(notice(stack, "act", "n-1", "contactable", "--by", "lena")).isZero();
        String[] reply = {
            "reply", "n-1", "--wishes", "keep", "--details", details.toString(), "--by", "lena", "--config", config
        };
        assertThat(run(reply)).as("the notification was not sent").isEqualTo(ExitCode.FAILED);
        assertThat(notice(stack, "sent", "n-1", "n-1/poster-notification/1", "--by", "lena"))
                .isZero();
        assertThat(run(reply)).isZero();
        String[] disclose = {
            "disclose",
            "n-1",
            "--basis",
            "court-order",
            "--to",
            "complainant",
            "--reason",
            "Ordered.",
            "--by",
            "lena",
            "--config",
            config
        };
        assertThat(run(disclose)).isEqualTo(ExitCode.FAILED);
        assertThat(said(out)).doesNotContain("Elm Street");
        assertThat(notice(
                        stack,
                        "act",
                        "n-1",
                        "court-order",
                        "--court",
                        "High Court",
                        "--reference",
                        "X-1",
                        "--discloses",
                        "--by",
                        "lena"))
                .isZero();
        assertThat(run(disclose)).isZero();
        assertThat(said(out)).contains("Name: Ada Anyone", "  1 Elm Street", "  London");
        for (Topic<?> topic : TopicCatalogue.all()) {
            assertThat(raw(stack, topic)).as(topic.name()).noneMatch(record -> record.contains("Elm Street"));
        }
        assertThat(raw(stack, TopicCatalogue.POSTER_IDENTITIES))
                .as("one was kept, one taken back with the reply that was refused")
                .hasSize(3);
    }

    private static List<String> raw(EmbeddedStack stack, Topic<?> topic) {
        Map<String, Object> settings = new HashMap<>(stack.client());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<String> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    byte[] value = record.value() == null ? new byte[0] : record.value();
                    records.add(new String(value, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return records;
    }

    private Path complaint() throws IOException {
        return Files.writeString(folder.resolve("complaint.json"), """
                {"name": "Nora Nought", "email": "nora@mail.example", "words": "Nora waters the milk.",
                 "imputation": "It says that I cheat.", "meaning": "That I cheat.", "inaccuracies": ["I never did."],
                 "locations": [{"url": "https://community.example/p/17", "post": "p17", "thread": "t"}],
                 "insufficientInformation": true, "consentName": false, "consentEmail": false}
                """);
    }

    private Path config(EmbeddedStack stack) throws IOException {
        return Files.writeString(
                folder.resolve("legal.yaml"),
                "kafka: {bootstrapServers: '" + stack.bootstrapServers() + "'}\nregistry: {urls: ['mock://"
                        + EmbeddedStack.REGISTRY + "'], autoRegister: true}\nposterIdentities:\n  keys: "
                        + folder.resolve("keys") + "\n  keyFile: " + folder.resolve("kek.json") + "\n");
    }

    private int notice(EmbeddedStack stack, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("notice"));
        all.addAll(List.of(arguments));
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(terminal, all.toArray(String[]::new));
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private StackSettings settings() {
        return new StackSettings(
                Path.of(System.getProperty("sluice.home"), "policies"),
                folder.resolve("vault"),
                StackSettings.BROKER_HEAP_MIB,
                Telemetry.simple(),
                StackSettings.NONE,
                true,
                note -> {});
    }

    private static void publish(EmbeddedStack stack) {
        Post post = Post.newBuilder()
                .setId("p17")
                .setCommunity("market")
                .setThread("t")
                .setAuthor("ada")
                .setText("good morning")
                .setCreatedAt(Instant.now())
                .build();
        Topic<Post> topic = TopicCatalogue.POSTS;
        byte[] value = new AvroSerde<>(topic.valueType(), stack.registry(), topic.subject()).encode(topic.name(), post);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(stack.client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), "t", value));
            producer.flush();
        }
    }

    private void until(OutputReader reader, BooleanSupplier done) {
        await().atMost(WAIT).pollInSameThread().until(() -> {
            reader.poll(Duration.ofMillis(200));
            return done.getAsBoolean();
        });
    }

    private Ignored collector() {
        return new Ignored() {
            @Override
            public void decided(Decision decision) {
                decisions.add(decision);
            }

            @Override
            public void asked(Action action) {
                actions.add(action);
            }
        };
    }
}
