package dev.sluice.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.evidence.Rescoring.Outcome;
import dev.sluice.app.policy.BothLooks;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RescoringTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final String WORDS = "Orla Quillfeather stole the tombola money, everyone knows she is a thief";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.connect(RegistrySettings.mock("rescoring"));

    private static BothLooks looks;

    @BeforeAll
    static void load() {
        ShippedSchemas.trustGeneratedClasses();
        looks = BothLooks.load(Path.of(System.getProperty("sluice.home"), "policies"), ModelFolder.shipped());
    }

    @AfterAll
    static void close() {
        looks.close();
    }

    @Test
    void modelsSayOfTheRawBytesWhatTheySaid() throws IOException {
        assertThat(replay(escalation())).isEqualTo(new Outcome.Same());
    }

    @Test
    void otherRiskIsNamedWithoutTheWords() throws IOException {
        Escalation escalation = escalation();
        escalation.getAssessment().getRisk().setDefamation(0.123f);
        assertThat(replay(escalation))
                .isInstanceOfSatisfying(
                        Outcome.Different.class,
                        different -> assertThat(different.what())
                                .singleElement()
                                .asString()
                                .startsWith("risk.defamation was 0.123 and is ")
                                .doesNotContain("Orla"));
    }

    @Test
    void wordsThatAreNotThoseThatWereScoredAreTold() throws IOException {
        Escalation escalation = escalation();
        Post other = post();
        other.setText("A quiet day in the garden.");
        escalation.setSource(source(other));
        assertThat(replay(escalation))
                .isInstanceOfSatisfying(
                        Outcome.Different.class,
                        different -> assertThat(different.what())
                                .anyMatch(what -> what.startsWith("length was "))
                                .anyMatch(what -> what.startsWith("signals were ")));
    }

    @Test
    void versionsThatAreNotAtHandAreNamed() throws IOException {
        Escalation escalation = escalation();
        escalation.getAssessment().setModels("models-of-1999");
        assertThat(replay(escalation))
                .isInstanceOfSatisfying(
                        Outcome.NotReplayed.class,
                        not -> assertThat(not.why())
                                .contains(
                                        "it was scored with models models-of-1999",
                                        "at hand are models " + looks.models())
                                .contains("allowed: those versions, by --policies and --models"));
    }

    @Test
    void packageWithoutTheRawRecordIsNotReplayed() throws IOException {
        Escalation escalation = escalation();
        escalation.getSource().setValue(null);
        assertThat(replay(escalation))
                .isInstanceOfSatisfying(
                        Outcome.NotReplayed.class, not -> assertThat(not.why()).contains("no raw record"));
    }

    @Test
    void recordThatCannotBeDecodedIsNotReplayed() throws IOException {
        Map<String, byte[]> files = files(escalation());
        files.put("data/escalation/escalation.avro", new byte[] {0, 0, 0, 0, 1, 7});
        assertThat(replay(files)).isInstanceOf(Outcome.NotReplayed.class);
    }

    private static Outcome replay(Escalation escalation) throws IOException {
        return replay(files(escalation));
    }

    private static Outcome replay(Map<String, byte[]> files) throws IOException {
        return new Rescoring(looks).of(path -> {
            byte[] content = files.get(path);
            if (content == null) {
                throw new NoSuchFileException(path);
            }
            return content;
        });
    }

    private static Map<String, byte[]> files(Escalation escalation) {
        Map<String, byte[]> files = new HashMap<>();
        files.put(
                "data/escalation/escalation.avro",
                new AvroSerde<>(Escalation.class, REGISTRY).encode("escalations", escalation));
        files.put(
                "data/escalation/escalation.avsc",
                ShippedSchemas.plain(Escalation.getClassSchema()).toString(true).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static Escalation escalation() {
        Post post = post();
        Assessment assessment = looks.first(post);
        Escalation escalation = dev.sluice.app.command.VaultEscalations.escalation();
        escalation.setPost(post);
        escalation.setAssessment(assessment);
        escalation.setSource(source(post));
        return escalation;
    }

    private static Post post() {
        return Post.newBuilder()
                .setId("p-1")
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("garden")
                .setThread("t-1")
                .setAuthor("m-7")
                .setText(WORDS)
                .setLabels(Map.of())
                .setCreatedAt(AT)
                .build();
    }

    private static RawRecord source(Post post) {
        return RawRecord.newBuilder()
                .setTopic("posts")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(AT)
                .setKey(null)
                .setValue(ByteBuffer.wrap(new AvroSerde<>(Post.class, REGISTRY).encode("posts", post)))
                .setSchemaId(1)
                .setWriterSchema(ShippedSchemas.plain(Post.getClassSchema()).toString())
                .build();
    }
}
