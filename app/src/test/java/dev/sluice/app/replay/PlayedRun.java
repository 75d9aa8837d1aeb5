package dev.sluice.app.replay;

import dev.sluice.app.play.OutputFolder;
import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.transformer.TransformerSecondLook;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.ContentSafetyTopology;
import dev.sluice.topology.Services;
import dev.sluice.topology.TopologySettings;
import dev.sluice.topology.assess.SecondAssessments;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * What {@code sluice run} does with a file of posts, on the test driver in place of a broker: the shipped policies,
 * models and second look, and the same files of results.
 */
final class PlayedRun implements AutoCloseable {
    /** Second looks are answered after so many events, so that edits, deletions and flags come in between. */
    private static final int EVENTS_BETWEEN_LOOKS = 20;

    private static final Instant NOW = Instant.parse("2026-11-03T00:00:00Z");

    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("played-run"));
    private final TransformerSecondLook secondLook;
    private final TopologyTestDriver driver;
    private final List<Decision> decisions = new ArrayList<>();

    private PlayedRun(Path policies) {
        Assessor assessor = AssessorLoader.load(policies);
        this.secondLook = AssessorLoader.secondLook(assessor, ModelFolder.shipped());
        Services services = new Services(
                assessor::assess,
                PolicyBook.load(policies),
                Notices.load(policies),
                registry,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Telemetry.simple(),
                secondLook);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "played-run");
        this.driver = new TopologyTestDriver(
                ContentSafetyTopology.build(TopologySettings.defaults().withPersistentStores(false), services),
                properties,
                Instant.EPOCH);
    }

    /**
     * Plays a file of posts into a folder.
     *
     * @return all decisions, in the order in which they were made
     */
    static List<Decision> play(Path policies, Path posts, Path output) throws IOException {
        try (PlayedRun run = new PlayedRun(policies);
                PostLines lines = new PostLines(PostInput.open(posts), NOW);
                OutputFolder folder = new OutputFolder(output)) {
            run.play(lines, folder);
            folder.finish();
            return run.decisions;
        }
    }

    private void play(PostLines lines, OutputFolder folder) throws IOException {
        int events = 0;
        for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (line instanceof PostLines.Good good) {
                publish(good.value(), folder);
                events++;
            }
            if (events % EVENTS_BETWEEN_LOOKS == 0) {
                lookAgain(folder);
            }
        }
        lookAgain(folder);
    }

    private void publish(PostLine line, OutputFolder folder) throws IOException {
        switch (line) {
            case PostLine.Posted posted -> {
                folder.expect(posted.post().getId());
                pipe(TopicCatalogue.POSTS, line.thread(), posted.post(), line.createdAt());
            }
            case PostLine.Flagged flagged ->
                pipe(TopicCatalogue.FLAGS, line.thread(), flagged.flag(), line.createdAt());
        }
        collect(folder);
    }

    private void lookAgain(OutputFolder folder) throws IOException {
        for (SecondLookRequest request : read(TopicCatalogue.SECOND_LOOKS)) {
            SecondLook.Text text = new Text(request.getText(), request.getLanguage());
            SecondAssessment answer = SecondAssessments.of(
                    request, secondLook.assess(List.of(text)).getFirst(), NOW);
            pipe(TopicCatalogue.SECOND_ASSESSMENTS, request.getThread(), answer, NOW);
            collect(folder);
        }
    }

    private void collect(OutputFolder folder) throws IOException {
        for (Decision decision : read(TopicCatalogue.DECISIONS)) {
            decisions.add(decision);
            folder.decided(decision);
        }
    }

    private <T extends SpecificRecord> void pipe(Topic<T> topic, String key, T value, Instant at) {
        TestInputTopic<String, byte[]> input =
                driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
        byte[] bytes = new AvroSerde<>(topic.valueType(), registry).encode(topic.name(), value);
        input.pipeInput(key, bytes, at.isBefore(Instant.EPOCH) || at.isAfter(NOW) ? NOW : at);
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        new AvroSerde<>(topic.valueType(), registry).deserializer())
                .readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
        secondLook.close();
        registry.close();
    }
}
