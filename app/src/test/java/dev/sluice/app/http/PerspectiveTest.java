package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.http.perspective.Attribute;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Comment Analyzer API as its reference documents it. */
class PerspectiveTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INSULT = "You are a stupid idiot and nobody likes you.";

    @TempDir
    static Path folder;

    private static HttpFixture http;

    @BeforeAll
    static void start() throws Exception {
        http = new HttpFixture(folder);
    }

    @AfterAll
    static void stop() {
        http.close();
    }

    @Test
    void theDocumentedRequestIsAnsweredInTheDocumentedShape() throws Exception {
        HttpResponse<String> answer = analyze("""
            {"comment": {"text": "%s"}, "languages": ["en"], "requestedAttributes": {"TOXICITY": {}},
             "doNotStore": true, "clientToken": "t-1", "sessionId": "s", "communityId": "c"}\
            """.formatted(INSULT));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        JsonNode toxicity = body.at("/attributeScores/TOXICITY");
        assertThat(toxicity.at("/summaryScore/value").doubleValue()).isGreaterThan(0.5);
        assertThat(toxicity.at("/summaryScore/type").textValue()).isEqualTo("PROBABILITY");
        assertThat(toxicity.at("/spanScores/0/begin").intValue()).isZero();
        assertThat(toxicity.at("/spanScores/0/end").intValue()).isEqualTo(INSULT.length());
        assertThat(body.path("languages").toString()).isEqualTo("[\"en\"]");
        assertThat(body.path("clientToken").textValue()).isEqualTo("t-1");
        assertThat(body.has("detectedLanguages")).isFalse();
    }

    @Test
    void allAttributesAreAnsweredFromTheirCategories() throws Exception {
        StringBuilder requested = new StringBuilder();
        for (Attribute attribute : Attribute.values()) {
            requested
                    .append(requested.isEmpty() ? "" : ",")
                    .append("\"")
                    .append(attribute)
                    .append("\":{}");
        }
        JsonNode scores = JSON.readTree(analyze("{\"comment\":{\"text\":\"" + INSULT
                                + "\"},\"languages\":[\"en\"],\"requestedAttributes\":{" + requested + "}}")
                        .body())
                .path("attributeScores");

        assertThat(scores.size()).isEqualTo(Attribute.values().length);
        var risk = HttpFixture.ASSESSOR.assess(INSULT, "en").risk();
        for (Attribute attribute : Attribute.values()) {
            assertThat(scores.at("/" + attribute + "/summaryScore/value").floatValue())
                    .as(attribute.name())
                    .isEqualTo((float) attribute.score(risk));
        }
    }

    @Test
    void snakeCaseIsReadAsGooglesServersReadIt() throws Exception {
        assertThat(analyze("""
            {"comment": {"text": "hello there my friend"}, "languages": ["en"],
             "requested_attributes": {"TOXICITY": {"score_threshold": 0}}, "do_not_store": true}\
            """).statusCode()).isEqualTo(200);
    }

    @Test
    void sentencesHaveScoresOfTheirOwnInUtf16() throws Exception {
        String text = "Lovely day 😀 it is. " + INSULT;
        JsonNode spans = JSON.readTree(analyze("""
            {"comment": {"text": "%s"}, "languages": ["en"], "spanAnnotations": true,
             "requestedAttributes": {"INSULT": {}}}\
            """.formatted(text)).body()).at("/attributeScores/INSULT/spanScores");

        assertThat(spans.size()).isEqualTo(2);
        assertThat(text.substring(
                        spans.at("/1/begin").intValue(), spans.at("/1/end").intValue()))
                .isEqualTo(INSULT);
        assertThat(spans.at("/1/score/value").doubleValue())
                .isGreaterThan(spans.at("/0/score/value").doubleValue());
    }

    @Test
    void scoresBelowTheThresholdAreLeftOut() throws Exception {
        HttpResponse<String> answer = analyze("""
            {"comment": {"text": "What a lovely morning it is."}, "languages": ["en"],
             "requestedAttributes": {"THREAT": {"scoreThreshold": 0.9}, "INSULT": {"scoreThreshold": 0}}}\
            """);

        JsonNode scores = JSON.readTree(answer.body()).path("attributeScores");
        assertThat(scores.has("THREAT")).isFalse();
        assertThat(scores.has("INSULT")).isTrue();
    }

    @Test
    void aLanguageThatIsNotNamedIsIdentified() throws Exception {
        JsonNode body = JSON.readTree(analyze("""
            {"comment": {"text": "Das Wetter ist heute wirklich sehr schön, findest du nicht auch?"},
             "requestedAttributes": {"TOXICITY": {}}}\
            """).body());

        assertThat(body.path("languages").toString()).isEqualTo("[\"de\"]");
        assertThat(body.path("detectedLanguages").toString()).isEqualTo("[\"de\"]");
    }

    @Test
    void aLanguageThatNoModelKnowsIsRefusedAsTheOriginalDoes() throws Exception {
        String request = """
            {"comment": {"text": "hei"}, "languages": ["is"], "requestedAttributes": {"TOXICITY": {}}%s}\
            """;
        HttpResponse<String> refused = analyze(request.formatted(""));
        HttpResponse<String> dropped = analyze(request.formatted(", \"dropUnsupportedAttributes\": true"));

        JsonNode error = JSON.readTree(refused.body()).path("error");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error.path("message").textValue())
                .isEqualTo("Attribute TOXICITY does not support request languages: is");
        assertThat(error.path("status").textValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.at("/details/0/errorType").textValue()).isEqualTo("LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
        assertThat(error.at("/details/0/languageNotSupportedByAttributeError/attribute")
                        .textValue())
                .isEqualTo("TOXICITY");
        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(dropped.body()).path("attributeScores").isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"comment":{"text":"x"},"requestedAttributes":{"SARCASM":{}}}              | Unknown requested attribute: SARCASM; allowed: TOXICITY, SEVERE_TOXICITY, IDENTITY_ATTACK, INSULT, PROFANITY, THREAT
        {"comment":{"text":"x"},"requestedAttributes":{"zan zibar":{}}}            | Unknown requested attribute: ?; allowed:
        {"comment":{"text":" "},"requestedAttributes":{"TOXICITY":{}}}             | Comment must be non-empty.
        {"requestedAttributes":{"TOXICITY":{}}}                                    | Comment must be non-empty.
        {"comment":{"text":"x"}}                                                   | Invalid value at 'requestedAttributes'; allowed:
        {"comment":{"text":"x"},"colour":1,"requestedAttributes":{"TOXICITY":{}}}  | Invalid JSON payload received. Unknown name "colour": Cannot find field.
        {"comment":{"text":"x","type":"HTML"},"requestedAttributes":{"TOXICITY":{}}} | Invalid value at 'comment.type'; allowed: PLAIN_TEXT
        {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{"scoreType":"PERCENTILE"}}} | Invalid value at 'requestedAttributes.TOXICITY.scoreType'; allowed: PROBABILITY
        {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":2}}} | Invalid value at 'requestedAttributes.TOXICITY.scoreThreshold'; allowed: a number of 0 to 1
        {"comment":{"text":"x"},"languages":["e n"],"requestedAttributes":{"TOXICITY":{}}} | Invalid value at 'languages'; allowed:
        {"comment":{"text":"x"},"languages":"en","requestedAttributes":{"TOXICITY":{}}} | Invalid value at 'languages'; allowed:
        []                                                                         | Invalid value at 'the body'; allowed: an object
        """)
    void aWrongRequestIsToldInGooglesForm(String body, String message) throws Exception {
        HttpResponse<String> answer = analyze(body);

        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.path("code").intValue()).isEqualTo(400);
        assertThat(error.path("status").textValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").textValue()).startsWith(message);
    }

    @Test
    void aCommentThatIsTooLongIsRefused() throws Exception {
        HttpResponse<String> answer = analyze(
                "{\"comment\":{\"text\":\"" + "ä".repeat(10_241) + "\"},\"requestedAttributes\":{\"TOXICITY\":{}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/details/0/errorType").textValue())
                .isEqualTo("COMMENT_TOO_LONG");
    }

    @Test
    void keysAreAskedForAsGoogleDoes() throws Exception {
        HttpResponse<String> missing = send("/v1alpha1/comments:analyze", "{}");
        HttpResponse<String> unknown = send("/v1alpha1/comments:analyze?key=nobody", "{}");
        HttpResponse<String> expired = send("/v1alpha1/comments:analyze?key=" + http.expired.text(), "{}");
        HttpResponse<String> other = send("/v1alpha1/comments:analyze?key=" + http.readOnly.text(), "{}");

        assertThat(missing.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(missing.body()).at("/error/status").textValue())
                .isEqualTo("PERMISSION_DENIED");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(unknown.body()).at("/error/details/0/reason").textValue())
                .isEqualTo("API_KEY_INVALID");
        assertThat(JSON.readTree(expired.body()).at("/error/message").textValue())
                .startsWith("API key expired");
        assertThat(other.statusCode()).isEqualTo(403);
    }

    @Test
    void aQuotaThatIsUsedUpIsAnExhaustedResource() throws Exception {
        String request =
                "{\"comment\":{\"text\":\"hello\"},\"languages\":[\"en\"],\"requestedAttributes\":{\"TOXICITY\":{}}}";
        HttpResponse<String> answer = send("/v1alpha1/comments:analyze?key=" + http.slow.text(), request);
        for (int i = 0; answer.statusCode() == 200 && i < 1_000; i++) {
            answer = send("/v1alpha1/comments:analyze?key=" + http.slow.text(), request);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(JSON.readTree(answer.body()).at("/error/status").textValue()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void theDiscoveryDocumentNamesThisServerAndTheRoutes() throws Exception {
        HttpResponse<String> answer = http.client.send(
                HttpRequest.newBuilder(http.uri("/$discovery/rest?version=v1alpha1"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        JsonNode document = JSON.readTree(answer.body());
        assertThat(document.path("rootUrl").textValue()).isEqualTo(http.uri("/").toString());
        for (JsonNode method : document.at("/resources/comments/methods")) {
            assertThat(http.service.routes())
                    .anySatisfy(route -> assertThat(route.path())
                            .isEqualTo("/" + method.path("path").textValue()));
        }
        assertThat(http.get("/$discovery/rest?version=v2").statusCode()).isEqualTo(404);
    }

    @Test
    void aSuggestedScoreIsHandedOnWithWhatWeFind() throws Exception {
        HttpResponse<String> answer =
                send("/v1alpha1/comments:suggestscore?key=" + http.all.text(), """
                    {"comment": {"text": "%s"}, "languages": ["en"], "communityId": "allotments", "clientToken": "t",
                     "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}},
                       "INSULT": {"spanScores": [{"begin": 0, "end": 3, "score": {"value": 1, "type": "PROBABILITY"}}]}}}\
                    """.formatted(INSULT));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"requestedLanguages\":[\"en\"],\"clientToken\":\"t\"}");
        var suggestion = http.suggestions.getLast();
        assertThat(suggestion.community()).isEqualTo("allotments");
        assertThat(suggestion.scores()).containsEntry(Attribute.TOXICITY, 0.0).containsEntry(Attribute.INSULT, 1.0);
        assertThat(suggestion.toString()).doesNotContain("idiot");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"comment":{"text":"x"},"attributeScores":{}}
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{}}}
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{"summaryScore":{}}}}
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{"spanScores":[{"score":{"value":1}}]}}}
        """)
    void aSuggestionWithoutScoresIsRefused(String body) throws Exception {
        assertThat(send("/v1alpha1/comments:suggestscore?key=" + http.all.text(), body)
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> analyze(String body) throws Exception {
        return send("/v1alpha1/comments:analyze?key=" + http.all.text(), body);
    }

    private static HttpResponse<String> send(String path, String body) throws Exception {
        return http.client.send(
                HttpRequest.newBuilder(http.uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
