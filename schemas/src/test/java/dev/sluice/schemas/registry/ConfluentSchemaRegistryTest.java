package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.RegistrySettings.Auth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentSchemaRegistryTest extends SchemaRegistryContract {
    private static final Schema POST = ShippedSchemas.plain(Post.getClassSchema());

    @Override
    SchemaRegistry registering() {
        return new ConfluentSchemaRegistry(
                RegistrySettings.mock("contract"),
                new ConfluentClient(List.of(new MockSchemaRegistryClient())),
                new PassingTime());
    }

    @Test
    void onlyLooksUpWhenItMayNotRegister() throws IOException {
        try (Server server = new Server(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None(), false))) {
            assertThatThrownBy(() -> registry.idOf("posts-value", POST))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("dev.sluice.schemas.Post under subject 'posts-value'");
            assertThat(server.paths).allMatch(path -> path.startsWith("/subjects/posts-value?"));
        }
    }

    @Test
    void registersWhenItMay() throws IOException {
        try (Server server = new Server(200, "{\"id\":12}");
                SchemaRegistry registry = connect(server.settings(new Auth.None(), true))) {
            assertThat(registry.idOf("posts-value", POST)).isEqualTo(12);
            assertThat(server.paths).allMatch(path -> path.startsWith("/subjects/posts-value/versions?"));
        }
    }

    @Test
    void logsOnWithUserAndPassword() throws IOException {
        assertThat(authorizationSentWith(new Auth.Basic("svc", "pa:ss"))).isEqualTo("Basic c3ZjOnBhOnNz");
    }

    @Test
    void logsOnWithAToken() throws IOException {
        assertThat(authorizationSentWith(new Auth.Bearer("t0ken"))).isEqualTo("Bearer t0ken");
    }

    @Test
    void answersFromMemoryWhatItHasAnswered() throws IOException {
        try (Server server = new Server(200, "{\"schema\":\"\\\"string\\\"\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThat(registry.byId(3)).isEqualTo(registry.byId(3));
            assertThat(server.authorizations).hasSize(1);
        }
    }

    @Test
    void serverErrorIsNotTakenForAnUnknownSchema() throws IOException {
        try (Server server = new Server(500, "{\"error_code\":50001,\"message\":\"store\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThatThrownBy(() -> registry.byId(3))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("HTTP 500");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}",
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message Post {}\"}",
                "{\"schemaType\":\"AVRO\",\"schema\":\"{\\\"type\\\":\\\"nonsense\\\"}\"}",
                "{\"schema\":\"\"}"
            })
    void schemaThatIsNoAvroIsUnknownAndNotAskedForAgain(String body) throws IOException {
        try (Server server = new Server(200, body);
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> registry.byId(3))
                        .isInstanceOf(UnknownSchemaException.class)
                        .hasMessage("schema id 3 is no Avro schema that can be parsed; allowed: schema type AVRO")
                        .hasNoCause();
            }
            assertThat(server.paths).hasSize(1);
        }
    }

    @Test
    void answerThatIsNoAnswerIsNotTakenForAnUnknownSchema() throws IOException {
        try (Server server = new Server(200, "<html>");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThatThrownBy(() -> registry.byId(3)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void refusedIdIsUnknownButMissingRightsAreNot() throws IOException {
        try (Server server = new Server(422, "{\"error_code\":42201,\"message\":\"id\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThatThrownBy(() -> registry.byId(-3)).isInstanceOf(UnknownSchemaException.class);
        }
        try (Server server = new Server(403, "{\"error_code\":403,\"message\":\"no\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThatThrownBy(() -> registry.byId(3)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void missingRightsAreARefusal() throws IOException {
        try (Server server = new Server(403, "{\"error_code\":403,\"message\":\"no\"}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThatThrownBy(() -> registry.idOf("posts-value", POST)).isInstanceOf(RefusedSchemaException.class);
        }
    }

    @Test
    void unreachableServerIsUnavailable() throws IOException {
        RegistrySettings settings;
        try (Server server = new Server(200, "{}")) {
            settings = server.settings(new Auth.None());
        }
        try (SchemaRegistry registry = connect(settings)) {
            assertThatThrownBy(() -> registry.byId(3))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessage("the schema registry cannot be reached for schema id 3"
                            + " (ConnectException: Connection refused)");
        }
    }

    @Test
    void whatIsLearntWithoutPatienceIsKnown() throws IOException {
        try (Server server = new Server(200, "{\"id\":12}");
                SchemaRegistry registry = connect(server.settings(new Auth.None()))) {
            assertThat(registry.askedOnce().idOf("posts-value", POST)).isEqualTo(12);
            int asked = server.paths.size();
            assertThat(registry.idOf("posts-value", POST)).isEqualTo(12);
            assertThat(server.paths).hasSize(asked);
        }
    }

    @Test
    void theNextAddressIsAskedWhereOneIsOutOfOrder() throws IOException {
        try (Server ill = new Server(503, "{\"error_code\":50301,\"message\":\"not now\"}");
                Server well = new Server(200, "{\"schema\":\"\\\"string\\\"\"}");
                SchemaRegistry registry = connect(new RegistrySettings(
                        List.of(
                                ill.settings(new Auth.None()).urls().getFirst(),
                                well.settings(new Auth.None()).urls().getFirst()),
                        new Auth.None(),
                        null,
                        false))) {
            assertThat(registry.byId(1)).isEqualTo(registry.byId(2));
            assertThat(ill.paths).hasSize(1);
            assertThat(well.paths).hasSize(2);
        }
    }

    @Test
    void subjectsCarryTheDeploymentsPrefix() throws IOException {
        try (Server server = new Server(200, "{\"id\":12}");
                SchemaRegistry registry =
                        connect(server.settings(new Auth.None(), true).withSubjectPrefix("forum-"))) {
            assertThat(registry.idOf("posts-value", POST)).isEqualTo(12);
            assertThat(server.paths).allMatch(path -> path.startsWith("/subjects/forum-posts-value/versions?"));
        }
    }

    @Test
    void aStartWaitsForARegistryThatIsAwayAndNamesWhatIsMissing() throws IOException {
        List<String> notes = new ArrayList<>();
        try (Server away = new Server(503, "{\"error_code\":50301,\"message\":\"not now\"}");
                SchemaRegistry registry = connect(away.settings(new Auth.None(), false))) {
            PassingTime time = new PassingTime();
            assertThatThrownBy(() -> new StartCheck(registry, time)
                            .run(Map.of("posts-value", POST), Duration.ofSeconds(30), notes::add))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageEndingWith("; waited 30 s for it");
            assertThat(notes).hasSize(1);
        }
        try (Server empty = new Server(404, "{\"error_code\":40401,\"message\":\"none\"}");
                SchemaRegistry registry = connect(empty.settings(new Auth.None(), false))) {
            assertThatThrownBy(() -> new StartCheck(registry, new PassingTime())
                            .run(Map.of("posts-value", POST), Duration.ofSeconds(30), notes::add))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessage("the schema registry has no current schema for 1 of 1 subjects that this process writes"
                            + " under: posts-value");
        }
    }

    @Test
    void aStartWithoutPatienceAsksOnce() throws IOException {
        List<String> notes = new ArrayList<>();
        try (Server away = new Server(503, "{\"error_code\":50301,\"message\":\"not now\"}");
                SchemaRegistry registry = connect(away.settings(new Auth.None(), false))) {
            PassingTime time = new PassingTime();
            assertThatThrownBy(() ->
                            new StartCheck(registry, time).run(Map.of("posts-value", POST), Duration.ZERO, notes::add))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageEndingWith("; asked once, for registry.startLimit is PT0S");
            assertThat(away.paths).hasSize(1);
            assertThat(time.nanoTime()).isZero();
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void storesForTlsReachTheClient() {
        RegistrySettings settings = new RegistrySettings(
                List.of("https://registry.example:8081"),
                new Auth.None(),
                new RegistrySettings.Tls(Path.of("trust.p12"), "t", Path.of("key.p12"), "k", null, "PKCS12"),
                false);
        assertThat(ConfluentClient.options(settings))
                .containsEntry("schema.registry.ssl.truststore.location", "trust.p12")
                .containsEntry("schema.registry.ssl.truststore.password", "t")
                .containsEntry("schema.registry.ssl.keystore.location", "key.p12")
                .containsEntry("schema.registry.ssl.keystore.type", "PKCS12")
                .doesNotContainKey("schema.registry.ssl.key.password");
        assertThat(settings.toString()).contains("trust.p12").doesNotContain("trustStorePassword");
    }

    private static ConfluentSchemaRegistry connect(RegistrySettings settings) {
        return new ConfluentSchemaRegistry(settings, new ConfluentClient(settings), new PassingTime());
    }

    private static String authorizationSentWith(Auth auth) throws IOException {
        try (Server server = new Server(200, "{\"schema\":\"\\\"string\\\"\"}");
                SchemaRegistry registry = connect(server.settings(auth))) {
            registry.byId(1);
            return server.authorizations.getFirst();
        }
    }

    /** Answers every request alike and notes how the client logs on. */
    private static final class Server implements AutoCloseable {
        private final HttpServer http;
        private final List<String> paths = Collections.synchronizedList(new ArrayList<>());
        private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

        Server(int status, String body) throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> answer(exchange, status, body));
            http.start();
        }

        private void answer(HttpExchange exchange, int status, String body) throws IOException {
            paths.add(exchange.getRequestURI().toString());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        RegistrySettings settings(Auth auth) {
            return settings(auth, true);
        }

        RegistrySettings settings(Auth auth, boolean autoRegister) {
            String url = "http://" + http.getAddress().getHostString() + ":"
                    + http.getAddress().getPort();
            return new RegistrySettings(List.of(url), auth, null, autoRegister);
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }
}
