package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.policy.BothLooks;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.ledger.LedgerSettings;
import dev.sluice.escalation.vault.Evidence;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultSettings;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.assess.SecondAssessments;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice vault verify --replay} on a vault that was sealed from records as they are on the topic. */
class VaultReplayTest {
    private static final String WORDS = "Orla Quillfeather stole the tombola money, everyone knows she is a thief";
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final SchemaRegistry REGISTRY = SchemaRegistry.connect(RegistrySettings.mock("vault-replay"));

    private static BothLooks looks;

    @TempDir
    Path folder;

    private String said = "";

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
    void soundVaultWhoseModelsSayWhatTheySaidIsZero() {
        seal(firstLook("p-1"), secondLook("p-2"), pointer("p-3"), deletion("p-4"), failedSecondLook("p-5"));
        assertThat(verify(vault().toString(), "--replay")).as(said).isZero();
        assertThat(said)
                .contains("replay: 3 the same, 0 different, 0 not replayed")
                .contains("vault ok: 5 packages")
                .doesNotContain(WORDS);
    }

    @Test
    void otherScoresAreNine() {
        Escalation other = secondLook("p-2");
        other.getAssessment().getRisk().setDefamation(0.123f);
        List<SealResult.Sealed> sealed = seal(firstLook("p-1"), other);
        assertThat(verify(vault().toString(), "--replay")).as(said).isEqualTo(9);
        assertThat(said)
                .contains("replay: 1 the same, 1 different, 0 not replayed")
                .contains("risk.defamation was 0.123 and is ")
                .doesNotContain(WORDS);
        String one = vault().resolve(sealed.get(1).location()).toString();
        assertThat(verify(one, "--replay", "--json")).isEqualTo(9);
        assertThat(said).contains("\"ok\":false", "\"different\":1");
        assertThat(verify(vault().resolve(sealed.get(0).location()).toString(), "--replay"))
                .as(said)
                .isZero();
        assertThat(verify(vault().toString())).as("without --replay").isZero();
    }

    @Test
    void versionsThatAreNotAtHandAreOne() {
        Escalation old = firstLook("p-2");
        old.getAssessment().setModels("models-of-1999");
        seal(firstLook("p-1"), old);
        assertThat(verify(vault().toString(), "--replay")).as(said).isEqualTo(1);
        assertThat(said)
                .contains("replay: 1 the same, 0 different, 1 not replayed")
                .contains("it was scored with models models-of-1999");
    }

    @Test
    void damageComesFirstAndIsNotScored() throws Exception {
        Escalation other = firstLook("p-1");
        other.getAssessment().getRisk().setDefamation(0.123f);
        Path post = vault().resolve(seal(other).getFirst().location()).resolve("data/post/post.json");
        Files.setPosixFilePermissions(post, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(post, "{}");
        assertThat(verify(vault().toString(), "--replay")).as(said).isEqualTo(2);
        assertThat(said).doesNotContain("risk.defamation");
    }

    private Path vault() {
        return folder.resolve("vault");
    }

    private int verify(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of("vault", "verify"));
        all.addAll(List.of(arguments));
        int code = Sluice.run(new Terminal(InputStream.nullInputStream(), out, out, false), all.toArray(String[]::new));
        said = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private List<SealResult.Sealed> seal(Escalation... escalations) {
        SigningKey key = SigningKey.create(folder.resolve("key.pem"));
        List<SealResult.Sealed> sealed = new ArrayList<>();
        AvroSerde<Escalation> serde = new AvroSerde<>(Escalation.class, REGISTRY);
        try (Vault open = Vault.open(new VaultSettings(vault(), "test", "sluice-sink"), key);
                Ledger ledger = Ledger.open(
                        vault(), key, LedgerSettings.of("log.example/test"), Clock.systemUTC(), StepHook.NONE)) {
            for (Escalation escalation : escalations) {
                sealed.add((SealResult.Sealed) open.seal(new Evidence(
                        escalation,
                        serde.encode("escalations", escalation),
                        ShippedSchemas.plain(Escalation.getClassSchema()))));
            }
            ledger.commit();
        }
        return sealed;
    }

    private static Escalation firstLook(String id) {
        Post post = post(id);
        return escalation(post, looks.first(post));
    }

    private static Escalation secondLook(String id) {
        Post post = post(id);
        Assessment assessment = looks.second(post);
        // As the pipeline names it.
        assessment.setId(assessment.getId() + "/2");
        return escalation(post, assessment);
    }

    /** The first look's scores under the second one's id, as the pipeline has them where the second one failed. */
    private static Escalation failedSecondLook(String id) {
        Post post = post(id);
        SecondLookRequest request = SecondLookRequest.newBuilder()
                .setPost(id)
                .setRevision(1)
                .setThread("t-1")
                .setCommunity("garden")
                .setPartition(0)
                .setText(WORDS)
                .setAssessment(looks.first(post))
                .setDoubts(List.of("defamation"))
                .setAskedAt(AT)
                .build();
        return escalation(post, SecondAssessments.unavailable(request, "1", AT).getAssessment());
    }

    private static Escalation pointer(String id) {
        Escalation pointer = firstLook(id);
        pointer.setPointerOnly(true);
        pointer.getSource().setValue(null);
        pointer.getPost().setText("");
        pointer.getAssessment().setSignals(List.of());
        return pointer;
    }

    private static Escalation deletion(String id) {
        Post post = post(id);
        post.setEvent(PostEvent.DELETED);
        post.setText("");
        return escalation(post, looks.first(post(id)));
    }

    private static Escalation escalation(Post post, Assessment assessment) {
        Escalation escalation = VaultCommandsTest.escalation();
        escalation.setId("e-" + post.getId());
        escalation.setPost(post);
        escalation.setAssessment(assessment);
        escalation.setModels(List.of(ModelReference.newBuilder()
                .setId("defamation-en")
                .setVersion("3")
                .setSha256("00")
                .setCard("# What it is for")
                .build()));
        escalation.setSource(RawRecord.newBuilder()
                .setTopic("posts")
                .setPartition(0)
                .setOffset(1)
                .setTimestamp(AT)
                .setValue(ByteBuffer.wrap(new AvroSerde<>(Post.class, REGISTRY).encode("posts", post)))
                .setSchemaId(1)
                .setWriterSchema(ShippedSchemas.plain(Post.getClassSchema()).toString())
                .build());
        return escalation;
    }

    private static Post post(String id) {
        return Post.newBuilder()
                .setId(id)
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
}
