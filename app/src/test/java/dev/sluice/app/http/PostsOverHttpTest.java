package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.http.intake.PostSink.Outcome;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostsOverHttpTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String POST = "{\"id\":\"p1\",\"thread\":\"t1\",\"author\":\"m1\",\"text\":\"hello\"}";

    @TempDir
    static Path folder;

    private HttpFixture http;

    @BeforeEach
    void start() throws Exception {
        http = new HttpFixture(folder);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void aPostIsAcknowledgedOnceItIsKept() throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts", POST);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"p1\",\"revision\":1}");
        assertThat(post(0).getText()).isEqualTo("hello");
        assertThat(http.sink.kept.getFirst().key()).isEqualTo("t1");
    }

    @Test
    void aTraceGoesOnWithItsPostsAndWhatIsNoneDoesNot() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        for (String header : List.of(trace, "no trace")) {
            http.send(http.request("/v1/posts")
                    .header("Content-Type", "application/json")
                    .header("traceparent", header)
                    .POST(HttpRequest.BodyPublishers.ofString(POST)));
        }

        assertThat(http.sink.traces).first().asString().contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(http.sink.traces).last().isEqualTo("");
    }

    @Test
    void aPostThatIsNotKeptIsNotAcknowledged() throws Exception {
        http.sink.next = Outcome.UNKNOWN;
        HttpResponse<String> unknown = http.post("/v1/posts", POST);
        http.sink.next = Outcome.FULL;
        HttpResponse<String> full = http.post("/v1/posts", POST);

        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(code(unknown)).isEqualTo("not_acknowledged");
        assertThat(unknown.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(code(full)).isEqualTo("busy");
        assertThat(full.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void editsDeletionsAndFlagsAreTakenToo() throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts", """
            [{"id":"p1","text":"hello","thread":"t1"},
             {"type":"edit","id":"p1","text":"hello again"},
             {"type":"flag","id":"p1","reporter":"m2","reason":"spam"},
             {"type":"delete","id":"p9","thread":"t9","revision":4}]\
            """);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).path("accepted").intValue()).isEqualTo(4);
        assertThat(post(1).getRevision()).isEqualTo(2);
        assertThat(post(1).getThread()).isEqualTo("t1");
        assertThat(post(3).getEvent()).isEqualTo(PostEvent.DELETED);
        Flag flag = new AvroSerde<>(Flag.class, http.registry, TopicCatalogue.FLAGS.subject())
                .decode(http.sink.kept.get(2).value());
        assertThat(flag.getThread()).isEqualTo("t1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":"edit","id":"p1","thread":"t","text":"x"}          | the event has no 'revision'; an edit or deletion states it, from 2
        {"type":"edit","id":"p1","revision":2,"text":"x"}          | the event has no 'thread'; an answer, edit, deletion or flag states the thread of its post
        {"id":"p1","parent":"p0","text":"x"}                       | the event has no 'thread'; an answer, edit, deletion or flag states the thread of its post
        {"type":"flag","id":"p1","reporter":"m","reason":"x"}      | the event has no 'thread'; an answer, edit, deletion or flag states the thread of its post
        {"id":"p1","text":7}                                       | the event has 'text'
        {"type":"edit","thread":"t","revision":2,"text":"x"}       | the event has no 'id'
        {"id":"p1","text":"x","createdAt":"yesterday"}             | the event has 'createdAt'
        """)
    void whatAnotherProcessMayHaveBeenToldIsStated(String event, String reason) throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts", event);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("detail").textValue()).startsWith(reason);
        assertThat(http.sink.kept).isEmpty();
    }

    @Test
    void ofAListWithAWrongEventNoneIsTaken() throws Exception {
        HttpResponse<String> answer =
                http.post("/v1/posts", "[" + POST + ",{\"id\":\"p2\"},7,{\"id\":\"p3\",\"text\":\"x\"}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("code").textValue()).isEqualTo("invalid_events");
        assertThat(body.path("errors").findValuesAsText("index")).containsExactly("1", "2");
        assertThat(http.sink.kept).isEmpty();
    }

    @Test
    void ofAListThatMayBeTakenInPartTheGoodOnesAreAndTheOthersAreNamed() throws Exception {
        String list = "[" + POST + ",{\"id\":\"p2\"},7,{\"text\":\"x\"}]";

        HttpResponse<String> answer = http.post("/v1/posts?partial=true", list);

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("accepted").intValue()).isEqualTo(2);
        assertThat(body.path("posts").findValuesAsText("index")).containsExactly("0", "3");
        assertThat(body.path("errors").findValuesAsText("index")).containsExactly("1", "2");
        assertThat(http.sink.kept).hasSize(2);
        assertThat(http.post("/v1/posts?partial=true", "[{\"id\":\"p2\"},7]").statusCode())
                .isEqualTo(400);
        assertThat(http.post("/v1/posts?partial=yes", list).statusCode()).isEqualTo(400);
    }

    @Test
    void linesAreTakenAsAListIs() throws Exception {
        HttpResponse<String> answer = http.send(http.request("/v1/posts")
                .header("Content-Type", "application/x-ndjson; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(POST + "\n\n{\"id\":\"p2\",\"text\":\"x\",\"colour\":1}\n")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":2").endsWith("\"ignored\":[\"colour\"]}");
    }

    @Test
    void tooManyEventsAreRefused() throws Exception {
        HttpResponse<String> answer =
                http.post("/v1/posts", "[" + String.join(",", java.util.Collections.nCopies(1001, POST)) + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the list has more events; allowed: 1 to 1000");
    }

    @Test
    void aPostWithoutIdGetsOne() throws Exception {
        HttpResponse<String> first = http.post("/v1/posts", "{\"text\":\"hello\"}");
        HttpResponse<String> second = http.post("/v1/posts", "{\"text\":\"hello\"}");

        assertThat(post(0).getId())
                .isEqualTo(JSON.readTree(first.body()).path("id").textValue());
        assertThat(first.body()).isNotEqualTo(second.body());
    }

    @Test
    void waitingAnswersWithTheDecision() throws Exception {
        http.sink.before = () -> http.decisions.add(DecisionsGiven.of("p1", 1, "d1", null), bytes("p1", 1, "d1", null));

        HttpResponse<String> answer = http.post("/v1/posts?wait=20s", POST);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/decision/decision").textValue())
                .isEqualTo("d1");
        assertThat(http.decisions.waitingCount()).isZero();
    }

    @Test
    void waitingInVainAnswersThatItIsKept() throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts?wait=1ms", POST);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"p1\",\"revision\":1,\"decision\":null}");
        assertThat(http.decisions.waitingCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "31s", "-1s", "1h", "99999999999s"})
    void aWaitThatIsNoneIsRefused(String wait) throws Exception {
        assertThat(http.post("/v1/posts?wait=" + wait, POST).statusCode()).isEqualTo(400);
        assertThat(http.sink.kept).isEmpty();
    }

    @Test
    void theDecisionInForceIsTold() throws Exception {
        http.decisions.add(DecisionsGiven.of("p/1 ä", 1, "d1", null), bytes("p/1 ä", 1, "d1", null));
        http.decisions.add(DecisionsGiven.of("p/1 ä", 1, "d2", "d1"), bytes("p/1 ä", 1, "d2", "d1"));
        // Written by another task, and late.
        http.decisions.add(DecisionsGiven.of("p/1 ä", 1, "d1", null), bytes("p/1 ä", 1, "d1", null));

        HttpResponse<String> answer = http.get("/v1/posts/p%2F1%20%C3%A4");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("decision").textValue()).isEqualTo("d2");
        assertThat(code(http.get("/v1/posts/p2"))).isEqualTo("decision_unknown");
    }

    @Test
    void theSameRequestIsTakenOnce() throws Exception {
        HttpResponse<String> first = keyed("k-1", "{\"text\":\"hello\"}");
        HttpResponse<String> again = keyed("k-1", "{\"text\":\"hello\"}");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(http.sink.kept).hasSize(1);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() throws Exception {
        keyed("k-1", "{\"text\":\"hello\"}");
        HttpResponse<String> other = keyed("k-1", "{\"text\":\"goodbye\"}");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(code(other)).isEqualTo("key_reused");
        assertThat(http.sink.kept).hasSize(1);
    }

    @Test
    void anotherBodyUnderTheKeyOfAnotherProcessHasPostsOfItsOwn() throws Exception {
        HttpResponse<String> first = keyed("k-1", "{\"text\":\"hello\"}");
        try (HttpFixture elsewhere = new HttpFixture(folder)) {
            HttpResponse<String> other = elsewhere.send(elsewhere
                    .request("/v1/posts")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "k-1")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"goodbye\"}")));
            assertThat(other.statusCode()).isEqualTo(202);
            assertThat(other.body()).isNotEqualTo(first.body());
        }
    }

    @Test
    void whatWasNotKeptMayBeSentAgainUnderItsKeyAndHasTheSameId() throws Exception {
        http.sink.next = Outcome.UNKNOWN;
        HttpResponse<String> failed = keyed("k-1", "{\"text\":\"hello\"}");
        http.sink.next = Outcome.KEPT;
        HttpResponse<String> again = keyed("k-1", "{\"text\":\"hello\"}");
        try (HttpFixture afterARestart = new HttpFixture(folder)) {
            // Another process, which remembers nothing.
            HttpResponse<String> elsewhere = afterARestart.send(afterARestart
                    .request("/v1/posts")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "k-1")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}")));
            assertThat(elsewhere.body()).isEqualTo(again.body());
        }
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(again.statusCode()).isEqualTo(202);
    }

    @Test
    void aSecondRequestWaitsForTheFirstUnderItsKey() throws Exception {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        http.sink.before = () -> {
            publishing.countDown();
            await(goOn);
        };
        CompletableFuture<HttpResponse<String>> first = http.client.sendAsync(
                keyedRequest("k-1", "{\"text\":\"hello\"}").build(), HttpResponse.BodyHandlers.ofString());
        await(publishing);

        HttpResponse<String> second = keyed("k-1", "{\"text\":\"hello\"}");
        goOn.countDown();

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(first.get().statusCode()).isEqualTo(202);
    }

    @Test
    void aKeyIsAskedForAndJudged() throws Exception {
        assertThat(code(with(null))).isEqualTo("key_missing");
        assertThat(code(with("Bearer nobody-knows-it"))).isEqualTo("key_unknown");
        assertThat(code(with("Bearer " + http.expired.text()))).isEqualTo("key_expired");
        assertThat(code(with("Bearer " + http.readOnly.text()))).isEqualTo("scope_missing");
        assertThat(with(null).headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(http.sink.kept).isEmpty();
    }

    @Test
    void aKeyOfOurOwnApiDoesNotComeInTheAddress() throws Exception {
        HttpResponse<String> answer = http.client.send(
                HttpRequest.newBuilder(http.uri("/v1/posts?key=" + http.all.text()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(POST))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void aQuotaCountsEventsAndSaysWhenToComeBack() throws Exception {
        String two = "[" + POST + "," + POST + "]";
        assertThat(with("Bearer " + http.slow.text(), two).statusCode()).isEqualTo(202);

        HttpResponse<String> refused = with("Bearer " + http.slow.text(), two);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("quota");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1L, 2L);
    }

    @Test
    void whatThereWasNoRoomForCostsNothing() throws Exception {
        String two = "[" + POST + "," + POST + "]";
        http.sink.next = Outcome.FULL;
        assertThat(code(with("Bearer " + http.slow.text(), two))).isEqualTo("busy");
        assertThat(code(with("Bearer " + http.slow.text(), two))).isEqualTo("busy");

        http.sink.next = Outcome.UNKNOWN;
        assertThat(code(with("Bearer " + http.slow.text(), two))).isEqualTo("not_acknowledged");
        assertThat(code(with("Bearer " + http.slow.text(), two)))
                .as("what may have been kept is paid for")
                .isEqualTo("quota");
    }

    @Test
    void closingLetsARequestEndAndTurnsNewOnesAway() throws Exception {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        http.sink.before = () -> {
            publishing.countDown();
            await(goOn);
        };
        CompletableFuture<HttpResponse<String>> first = http.client.sendAsync(
                http.request("/v1/posts")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(POST))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await(publishing);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(http.service::close);
        HttpResponse<String> ready = http.get("/health/ready");
        while (ready.statusCode() == 200) {
            ready = http.get("/health/ready");
        }

        HttpResponse<String> late = http.post("/v1/posts", POST);
        assertThat(http.sink.closed).isFalse();
        goOn.countDown();

        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(first.get().headers().firstValue("Connection")).hasValue("close");
        closing.get();
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(code(late)).isEqualTo("stopping");
        assertThat(http.sink.kept).hasSize(1);
        assertThat(http.sink.closed).isTrue();
    }

    private HttpResponse<String> keyed(String key, String body) throws Exception {
        return http.send(keyedRequest(key, body));
    }

    private HttpRequest.Builder keyedRequest(String key, String body) {
        return http.request("/v1/posts")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> with(String authorization) throws Exception {
        return with(authorization, POST);
    }

    private HttpResponse<String> with(String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri("/v1/posts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request);
    }

    private Post post(int place) {
        return new AvroSerde<>(Post.class, http.registry, TopicCatalogue.POSTS.subject())
                .decode(List.copyOf(http.sink.kept).get(place).value());
    }

    private byte[] bytes(String post, int revision, String id, String supersedes) {
        return DecisionsGiven.bytes(http.registry, DecisionsGiven.of(post, revision, id, supersedes));
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body()).path("code").textValue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
