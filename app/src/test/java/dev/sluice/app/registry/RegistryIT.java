package dev.sluice.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.registry.Compatibility;
import dev.sluice.schemas.registry.RefusedSchemaException;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.RegistrySettings.Auth;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SubjectAdmin;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.WireFormat;
import dev.sluice.schemas.topics.Subject;
import dev.sluice.schemas.topics.Subjects;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The contract of registries, held to a live Apicurio Registry; with {@code -Pregistry}. */
@EnabledIfSystemProperty(named = "sluice.registry.server", matches = ".+")
class RegistryIT {
    private static final Schema POST = schemaOf("posts-value");

    @TempDir
    Path folder;

    private String prefix;

    @BeforeEach
    void aPrefixOfItsOwn() {
        prefix = "r" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";
    }

    @Test
    void everySubjectIsRegisteredOnceAndComesBackById() throws IOException {
        Path config = config(ApicurioRegistry.url(), "");
        Ended before = sluice("schemas", "check", "--config", config.toString());
        Ended dry = sluice("schemas", "register", "--config", config.toString(), "--dry-run");
        Ended still = sluice("schemas", "check", "--config", config.toString());
        Ended registered = sluice("schemas", "register", "--config", config.toString());
        Ended after = sluice("schemas", "check", "--config", config.toString());

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.output().lines()).hasSize(Subjects.all().size()).allMatch(line -> line.contains("missing"));
        assertThat(dry.output()).contains(prefix + "posts-value").contains("would register");
        assertThat(still).isEqualTo(before);
        assertThat(registered.exitCode()).isZero();
        assertThat(registered.output().lines())
                .allMatch(line -> line.contains("registered now") && line.contains("now FULL_TRANSITIVE"));
        assertThat(after.exitCode()).as(after.output()).isZero();
        assertThat(after.output()).contains("id ");
        try (SchemaRegistry registry = SchemaRegistry.connect(settings(ApicurioRegistry.url(), false))) {
            for (Subject<?> subject : Subjects.all()) {
                assertThat(registry.byId(registry.idOf(subject.name(), subject.schema())))
                        .as(subject.name())
                        .isEqualTo(subject.schema());
            }
        }
    }

    @Test
    void aRecordEvolvesAndOldReadersReadIt() throws IOException {
        Schema newer = with(POST, "{\"name\":\"mood\",\"type\":[\"null\",\"string\"],\"default\":null}");
        try (SubjectAdmin admin = SubjectAdmin.connect(settings(ApicurioRegistry.url(), false));
                SchemaRegistry registry = SchemaRegistry.connect(settings(ApicurioRegistry.url(), false))) {
            int first = admin.register("posts-value", POST);
            admin.setRule("posts-value", Compatibility.FULL_TRANSITIVE);
            int second = admin.register("posts-value", newer);

            assertThat(second).isNotEqualTo(first);
            assertThat(admin.register("posts-value", newer)).isEqualTo(second);
            Post read = new AvroSerde<>(Post.class, registry).decode(post(newer, second, "p1"));
            assertThat(read.getId()).isEqualTo("p1");
            assertThat(registry.idOf("posts-value", POST)).isEqualTo(first);
        }
    }

    @Test
    void anIncompatibleChangeIsRefusedByFieldAndRule() {
        Schema wrong = with(POST, "{\"name\":\"mood\",\"type\":\"string\"}");
        try (SubjectAdmin admin = SubjectAdmin.connect(settings(ApicurioRegistry.url(), false));
                SchemaRegistry registering = SchemaRegistry.connect(settings(ApicurioRegistry.url(), true))) {
            int first = admin.register("posts-value", POST);
            admin.setRule("posts-value", Compatibility.FULL_TRANSITIVE);
            String message = "subject '" + prefix + "posts-value' cannot take schema dev.sluice.schemas.Post: field"
                    + " 'Post.mood' has no default in the new one and is missing in version 1, so the new one cannot"
                    + " read what version 1 writes; rule: FULL_TRANSITIVE";
            assertThatThrownBy(() -> admin.register("posts-value", wrong))
                    .isInstanceOf(RefusedSchemaException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> registering.idOf("posts-value", wrong))
                    .isInstanceOf(RefusedSchemaException.class)
                    .hasMessage(message);
            assertThat(admin.find("posts-value", POST)).contains(first);
            assertThat(admin.find("posts-value", wrong)).isEmpty();
        }
    }

    @Test
    void commandRegistersNothingWhereOneSchemaCannotFollow() throws IOException {
        String other = "{\"type\":\"record\",\"name\":\"Decision\",\"namespace\":\"dev.sluice.schemas\",\"fields\":"
                + "[{\"name\":\"id\",\"type\":\"int\"}]}";
        Path config = config(ApicurioRegistry.url(), "");
        try (SubjectAdmin admin = SubjectAdmin.connect(settings(ApicurioRegistry.url(), false))) {
            int unused = admin.register("decisions-value", new Schema.Parser().parse(other));
        }
        Ended ended = sluice("schemas", "register", "--config", config.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "subject '" + prefix + "decisions-value' cannot take schema dev.sluice.schemas.Decision: field"
                                + " 'Decision.id' is string in the new one and int in version 1")
                .contains("not registered")
                .doesNotContain("registered now");
        assertThat(sluice("schemas", "check", "--config", config.toString()).output())
                .contains("missing");
    }

    @Test
    void unknownIdIsNamedAndNotAskedForAgainAtOnce() throws IOException {
        try (RegistryGate gate = RegistryGate.to(ApicurioRegistry.url());
                SchemaRegistry registry = SchemaRegistry.connect(settings(gate.url(), false))) {
            assertThatThrownBy(() -> registry.byId(99_999_999))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("schema id 99999999");
            int asked = gate.requests();
            assertThatThrownBy(() -> registry.byId(99_999_999)).isInstanceOf(UnknownSchemaException.class);
            assertThat(gate.requests()).as("a flood does not reach the server").isEqualTo(asked);
        }
    }

    @Test
    void theNextAddressAnswersWhereOneIsGoneAndOneIsOutOfOrder() throws IOException {
        try (RegistryGate gone = RegistryGate.to(ApicurioRegistry.url());
                RegistryGate ill = RegistryGate.to(ApicurioRegistry.url())) {
            gone.shut();
            ill.outOfOrder(true);
            RegistrySettings several = new RegistrySettings(
                            List.of(gone.url(), ill.url(), ApicurioRegistry.url()), new Auth.None(), null, true)
                    .withSubjectPrefix(prefix);
            try (SchemaRegistry registry = SchemaRegistry.connect(several)) {
                int id = registry.idOf("posts-value", POST);
                assertThat(registry.byId(id)).isEqualTo(POST);
                assertThat(ill.requests())
                        .as("the one that answered is asked first")
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whatWasAskedOnceIsKnownWhileTheRegistryIsAway() throws IOException {
        try (RegistryGate gate = RegistryGate.to(ApicurioRegistry.url());
                SchemaRegistry registry = SchemaRegistry.connect(settings(gate.url(), true))) {
            AvroSerde<Post> serde = new AvroSerde<>(Post.class, registry, TopicCatalogue.POSTS.subject());
            byte[] bytes = serde.encode("posts", aPost());
            Post unused = serde.decode(bytes);
            gate.shut();
            assertThat(serde.decode(serde.encode("posts", aPost()))).isEqualTo(aPost());
            assertThatThrownBy(() -> registry.byId(77_777_777)).isInstanceOf(RegistryUnavailableException.class);
            gate.reopen();
            assertThatThrownBy(() -> registry.byId(77_777_777)).isInstanceOf(UnknownSchemaException.class);
        }
    }

    @Test
    void logsOnOverTlsWithWhatTheConfigurationNames() throws Exception {
        Path store = folder.resolve("store.p12");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gate",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit"));
        Files.writeString(folder.resolve("password"), "pa:ss\n");
        Files.writeString(folder.resolve("of-the-store"), "changeit\n");
        try (RegistryGate gate = RegistryGate.withTls(ApicurioRegistry.url(), tls(store))) {
            gate.asksFor("Basic c3ZjOnBhOnNz");
            String section = """
                  tls: {trustStore: %s, trustStorePassword: "${file:of-the-store}"}
                  basic: {user: svc, password: "${file:password}"}
                """.formatted(store);
            Path config = config(gate.url(), section);
            Ended registered = sluice("schemas", "register", "--config", config.toString());
            assertThat(registered.exitCode()).as(registered.output()).isZero();

            gate.asksFor("Bearer another");
            Ended refused = sluice("schemas", "check", "--config", config.toString());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("HTTP 401").doesNotContain("pa:ss");

            Ended untrusted = sluice(
                    "schemas", "check", "--config", config(gate.url(), "").toString());
            assertThat(untrusted.exitCode()).isEqualTo(1);
            assertThat(untrusted.output())
                    .contains("the schema registry cannot be reached")
                    .contains("SSLHandshake");
        }
    }

    @Test
    void aTokenLogsOn() throws IOException {
        Files.writeString(folder.resolve("token"), "t0ken\n");
        try (RegistryGate gate = RegistryGate.to(ApicurioRegistry.url())) {
            gate.asksFor("Bearer t0ken");
            Path config = config(gate.url(), "  bearer: \"${file:token}\"\n");
            assertThat(sluice("schemas", "check", "--config", config.toString()).output())
                    .contains("missing");
        }
    }

    @Test
    void aProcessDoesNotStartWithoutARegistry() throws IOException {
        try (RegistryGate gate = RegistryGate.to(ApicurioRegistry.url())) {
            gate.shut();
            Path config = config(gate.url(), "  startLimit: PT5S\n" + pipeline());
            Ended ended = sluice("run", "--config", config.toString());
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.output())
                    .contains("waiting up to 5 s: the schema registry cannot be reached")
                    .containsPattern("; waited [5-9] s for it")
                    .doesNotContain("\tat ", "RestService");
        }
    }

    @Test
    void aProcessDoesNotStartWithoutItsSchemasAndSaysWhatRegistersThem() throws IOException {
        Path config = config(ApicurioRegistry.url(), pipeline());
        Ended ended = sluice("run", "--config", config.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("the schema registry has no current schema for")
                .contains("subjects that this process writes under: assessments-value, ")
                .contains("register them: ./sluice schemas register --config " + config);
    }

    private String pipeline() {
        return "pipeline: {stateDir: " + folder.resolve("state") + "}\n";
    }

    private RegistrySettings settings(String url, boolean autoRegister) {
        return new RegistrySettings(List.of(url), new Auth.None(), null, autoRegister).withSubjectPrefix(prefix);
    }

    private Path config(String url, String rest) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), """
                kafka: {bootstrapServers: "localhost:1", topicPrefix: %s}
                registry:
                  urls: ["%s"]
                %s""".formatted(prefix, url, rest));
    }

    private record Ended(int exitCode, String output) {}

    private static Ended sluice(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exitCode = Sluice.run(new Terminal(InputStream.nullInputStream(), out, out, false), arguments);
        return new Ended(exitCode, bytes.toString(StandardCharsets.UTF_8));
    }

    private static Schema schemaOf(String subject) {
        return Subjects.all().stream()
                .filter(each -> each.name().equals(subject))
                .findFirst()
                .orElseThrow()
                .schema();
    }

    /** The schema with one more field, the last. */
    private static Schema with(Schema schema, String field) {
        String json = schema.toString();
        int end = json.lastIndexOf(']');
        return new Schema.Parser().parse(json.substring(0, end) + "," + field + json.substring(end));
    }

    private static Post aPost() {
        return Post.newBuilder()
                .setId("p1")
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("c")
                .setThread("t")
                .setText("hello")
                .setLabels(Map.of())
                .setCreatedAt(Instant.ofEpochMilli(1_790_000_000_000L))
                .build();
    }

    private static byte[] post(Schema writer, int id, String post) throws IOException {
        GenericData.Record record = new GenericData.Record(writer);
        for (Schema.Field field : writer.getFields()) {
            if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
        for (String name : List.of("id", "community", "thread", "text")) {
            record.put(name, post);
        }
        record.put("createdAt", 1_790_000_000_000L);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(writer).write(record, encoder);
        encoder.flush();
        return WireFormat.encode(id, bytes.toByteArray());
    }

    private static SSLContext tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void run(List<String> command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
