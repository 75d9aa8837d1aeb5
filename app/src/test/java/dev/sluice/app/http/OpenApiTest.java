package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.http.exchange.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document that is served says what the routes really do. */
class OpenApiTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static HttpFixture http;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        http = new HttpFixture(folder);
        document = JSON.readTree(http.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void itHasEveryRouteAndNoOther() {
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(documented)
                .isEqualTo(http.service.routes().stream()
                        .map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyExampleIsTakenWithADocumentedStatusAndBody() throws Exception {
        int sent = 0;
        for (Route route : http.service.routes()) {
            JsonNode operation = operation(route);
            for (Map.Entry<String, JsonNode> type :
                    operation.at("/requestBody/content").properties()) {
                for (JsonNode example : type.getValue().path("examples")) {
                    JsonNode value = example.path("value");
                    HttpResponse<String> answer =
                            send(route, type.getKey(), value.isTextual() ? value.textValue() : value.toString());
                    assertThat(answer.statusCode())
                            .as("%s %s", route.path(), answer.body())
                            .isBetween(200, 202);
                    check(operation, answer);
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(8);
    }

    @Test
    void whatIsRefusedIsRefusedAsDocumented() throws Exception {
        for (Route route : http.service.routes()) {
            if (route.method().equals("POST")) {
                JsonNode operation = operation(route);
                check(operation, send(route, "application/json", "{\"nobody\":"));
                check(operation, send(route, "application/json", "7"));
                check(operation, send(route, "text/html", "{}"));
                check(operation, send(route, "application/json", " ".repeat(3 << 20)));
                check(operation, anonymous(route));
            }
        }
        check(document.at("/paths/~1v1~1posts~1{id}/get"), http.get("/v1/posts/nobody"));
        check(document.at("/paths/~1$discovery~1rest/get"), http.get("/$discovery/rest?version=v9"));
    }

    @Test
    void aFieldThatIsNotDocumentedIsToldToBeIgnored() throws Exception {
        for (String field : List.of("id", "text", "author", "createdAt", "labels", "media", "revision", "weight")) {
            assertThat(document.at("/components/schemas/Event/properties").has(field))
                    .isTrue();
        }
        assertThat(http.post("/v1/posts", "{\"text\":\"x\",\"colour\":\"red\"}").body())
                .contains("\"ignored\":[\"colour\"]");
        Iterator<String> fields =
                document.at("/components/schemas/Event/properties").fieldNames();
        StringBuilder all = new StringBuilder("{\"text\":\"x\"");
        fields.forEachRemaining(field -> {
            if (!Set.of("text", "type").contains(field)) {
                all.append(",\"").append(field).append("\":null");
            }
        });
        assertThat(http.post("/v1/posts", all + "}").body()).doesNotContain("ignored");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> references = new HashSet<>();
        document.findValuesAsText("$ref").forEach(references::add);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    private static JsonNode operation(Route route) {
        return document.path("paths").path(route.path()).path(route.method().toLowerCase(Locale.ROOT));
    }

    /** Whether status, media type and the fields that must be there are as documented. */
    private static void check(JsonNode operation, HttpResponse<String> answer) throws Exception {
        JsonNode response = operation.path("responses").path(Integer.toString(answer.statusCode()));
        assertThat(response.isObject())
                .as("%s answers %s, which is not documented", operation.path("operationId"), answer.statusCode())
                .isTrue();
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isObject())
                .as("%s %s", operation.path("operationId"), type)
                .isTrue();
        if (schema.has("$ref")) {
            schema = document.at(schema.path("$ref").textValue().substring(1));
        }
        JsonNode body = JSON.readTree(answer.body());
        for (JsonNode required : schema.path("required")) {
            assertThat(body.has(required.textValue())).as(required.textValue()).isTrue();
        }
        JsonNode properties = schema.path("properties");
        if (!schema.path("additionalProperties").asBoolean(properties.isMissingNode())) {
            body.fieldNames()
                    .forEachRemaining(field -> assertThat(properties.has(field))
                            .as("%s has the undocumented field %s", operation.path("operationId"), field)
                            .isTrue());
        }
    }

    private static HttpResponse<String> send(Route route, String type, String body) throws Exception {
        return http.send(http.request(route.path())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> anonymous(Route route) throws Exception {
        return http.send(HttpRequest.newBuilder(http.uri(route.path()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }
}
