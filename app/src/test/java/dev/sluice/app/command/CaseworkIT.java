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
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseState;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandType;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.VerdictInput;
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
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verdict that differs from what was done reverses it once, however often it arrives. */
class CaseworkIT {
    /** Every post is removed, and a person looks. */
    private static final String POLICY = """
            policy: test
            version: "1.0.0"
            description: Nothing is allowed.
            owner: testers
            communities: ["*"]
            jurisdictions: [EU]
            riskFloor: 0
            rules:
              - id: all.remove
                description: Whatever it is.
                status: live
                when: risk.hate >= 0.0
                then: {outcome: remove, queue: general, deadline: PT1H, notice: removal}
            """;

    private static final Duration WAIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, CaseStatus> cases = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    @Test
    @Timeout(300)
    void verdictThatArrivesTwiceLeadsToOneSupersedingDecisionAndOneRestoration() throws IOException {
        try (EmbeddedStack stack = EmbeddedStack.start(settings());
                Producer<String, byte[]> producer =
                        new KafkaProducer<>(stack.client(), new StringSerializer(), new ByteArraySerializer());
                OutputReader reader = new OutputReader(stack.client(), stack.registry(), "", collector())) {
            Sender sender = new Sender(stack, producer);
            sender.send(TopicCatalogue.POSTS, "t", post("p"));
            sender.send(TopicCatalogue.POSTS, "t", post("q"));
            until(reader, () -> state("p/1/1/review") == CaseState.OPEN && state("q/1/1/review") == CaseState.OPEN);

            sender.send(TopicCatalogue.CASE_COMMANDS, "t", claim("p"));
            CaseCommand verdict = verdict("p");
            sender.send(TopicCatalogue.CASE_COMMANDS, "t", verdict);
            sender.send(TopicCatalogue.CASE_COMMANDS, "t", verdict);
            // What comes behind, by the same way, shows that there is nothing more to come of the others.
            assertThat(cases(stack, "list")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("q/1/1/review")
                    .doesNotContain("good morning");
            assertThat(cases(stack, "claim", "q/1/1/review", "--by", "rex")).isZero();
            assertThat(cases(stack, "claim", "q/1/1/review", "--by", "uma")).isEqualTo(ExitCode.FAILED);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("ALREADY_CLAIMED");
            assertThat(cases(
                            stack,
                            "verdict",
                            "q/1/1/review",
                            "--by",
                            "rex",
                            "--outcome",
                            "allow",
                            "--rationale",
                            "It greets the reader."))
                    .isZero();
            until(
                    reader,
                    () -> actions.stream()
                            .anyMatch(
                                    action -> action.getPost().equals("q") && action.getType() == ActionType.RESTORE));

            assertThat(actions)
                    .filteredOn(action -> action.getPost().equals("p"))
                    .extracting(Action::getType)
                    .containsExactly(ActionType.REMOVE, ActionType.RESTORE);
            assertThat(decisions)
                    .filteredOn(decision -> decision.getPost().equals("p"))
                    .extracting(Decision::getTrigger)
                    .containsExactly(Trigger.POST, Trigger.VERDICT);
            assertThat(decisions)
                    .filteredOn(decision -> decision.getTrigger() == Trigger.VERDICT)
                    .extracting(Decision::getSupersedes)
                    .containsExactly("p/1/1", "q/1/1");
            assertThat(state("p/1/1/review")).isEqualTo(CaseState.DECIDED);
        }
    }

    private int cases(EmbeddedStack stack, String... arguments) {
        List<String> all = new ArrayList<>(List.of("cases"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Sluice.run(terminal, all.toArray(String[]::new));
    }

    private StackSettings settings() throws IOException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        Files.createDirectory(policies.resolve("lexicons"));
        Files.createDirectory(policies.resolve("rules"));
        Files.writeString(Files.createDirectory(policies.resolve("test")).resolve("policy.yaml"), POLICY);
        Files.writeString(Files.createDirectory(policies.resolve("notices")).resolve("removal.yaml"), """
                notice: removal
                language: en
                version: "1.0.0"
                subject: Your post
                text: Your post in {community} is not shown.
                """);
        return new StackSettings(
                policies,
                folder.resolve("vault"),
                StackSettings.BROKER_HEAP_MIB,
                Telemetry.simple(),
                StackSettings.NONE,
                true,
                note -> {});
    }

    private CaseState state(String id) {
        CaseStatus status = cases.get(id);
        return status == null ? CaseState.UNKNOWN : status.getState();
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

            @Override
            public void stands(CaseStatus status) {
                cases.put(status.getId(), status);
            }
        };
    }

    private static CaseCommand claim(String post) {
        return command(post, CommandType.CLAIM).build();
    }

    private static CaseCommand verdict(String post) {
        return command(post, CommandType.VERDICT)
                .setVerdict(VerdictInput.newBuilder()
                        .setOutcome(Outcome.ALLOW)
                        .setRationale("It greets the reader.")
                        .build())
                .build();
    }

    private static CaseCommand.Builder command(String post, CommandType type) {
        return CaseCommand.newBuilder()
                .setId(post + "/" + type)
                .setType(type)
                .setCase$(post + "/1/1/review")
                .setThread("t")
                .setBy("rex")
                .setAt(Instant.now());
    }

    private static Post post(String id) {
        return Post.newBuilder()
                .setId(id)
                .setCommunity("garden")
                .setThread("t")
                .setAuthor("ada")
                .setText("good morning")
                .setCreatedAt(Instant.now())
                .build();
    }

    private record Sender(EmbeddedStack stack, Producer<String, byte[]> producer) {
        <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
            AvroSerde<T> serde = new AvroSerde<>(topic.valueType(), stack.registry(), topic.subject());
            producer.send(new ProducerRecord<>(topic.name(), key, serde.encode(topic.name(), value)));
            producer.flush();
        }
    }
}
