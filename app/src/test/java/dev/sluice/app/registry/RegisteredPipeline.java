package dev.sluice.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.KafkaCluster;
import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.play.Ignored;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.RegistrySettings.Auth;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SubjectAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The pipeline in a process of its own, on a real broker and a live registry where nothing registers by itself. */
final class RegisteredPipeline extends Ignored implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final TestCluster cluster = TestCluster.create("registry-");
    private final Path log;
    private final SchemaRegistry registry;
    private final PostPublisher publisher;
    private final OutputReader reader;
    private final SluiceProcess process;
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final Map<String, Escalation> escalations = new LinkedHashMap<>();
    private int deadLetters;

    /** Registers the schemas and starts the pipeline, which finds the registry at this address. */
    RegisteredPipeline(Path folder, String url) throws IOException {
        RegistrySettings settings = new RegistrySettings(List.of(ApicurioRegistry.url()), new Auth.None(), null, false)
                .withSubjectPrefix(cluster.prefix());
        try (SubjectAdmin admin = SubjectAdmin.connect(settings)) {
            List<SubjectState> unused = new SubjectDesk(admin).register(false);
        }
        registry = SchemaRegistry.connect(settings);
        publisher = new PostPublisher(cluster.client(), registry, cluster.prefix());
        reader = new OutputReader(cluster.client(), registry, cluster.prefix(), this);
        log = folder.resolve("pipeline.log");
        Path config = Files.writeString(folder.resolve("pipeline.yaml"), """
                kafka: {bootstrapServers: "%s", topicPrefix: %s}
                registry: {urls: ["%s"]}
                pipeline:
                  applicationId: %s
                  stateDir: %s
                  secondLook: {enabled: false}
                """.formatted(
                KafkaCluster.bootstrapServers(), cluster.prefix(), url, cluster.prefix(), folder.resolve("state")));
        process = SluiceProcess.start("run", config, log);
    }

    String prefix() {
        return cluster.prefix();
    }

    PostPublisher publisher() {
        return publisher;
    }

    Map<String, Decision> decisions() {
        return decisions;
    }

    Map<String, Escalation> escalations() {
        return escalations;
    }

    int deadLetters() {
        return deadLetters;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void publish(String id, String text) throws Exception {
        publisher.publish(publisher.prepare(new PostLine.Posted(post(id, text))));
        publisher.flush();
    }

    static Post post(String id, String text) {
        return Post.newBuilder()
                .setId(id)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("test")
                .setThread("t-" + id)
                .setAuthor("u-" + id)
                .setText(text)
                .setLabels(Map.of("topic", "gardening"))
                .setCreatedAt(Instant.now().minusSeconds(60))
                .build();
    }

    /** Reads what the pipeline puts out until something holds. */
    void until(BooleanSupplier holds) throws IOException {
        while (!holds.getAsBoolean()) {
            process.requireAlive();
            int unused = reader.poll(POLL);
        }
    }

    @Override
    public void decided(Decision decision) {
        assertThat(decisions.put(decision.getPost(), decision))
                .as(decision.getPost())
                .isNull();
    }

    @Override
    public void escalated(Escalation escalation) {
        escalations.put(escalation.getId(), escalation);
    }

    @Override
    public void refused(DeadLetter deadLetter) {
        deadLetters++;
    }

    @Override
    public void close() throws Exception {
        process.close();
        reader.close();
        publisher.close();
        registry.close();
    }
}
