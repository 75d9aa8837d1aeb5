package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.classifiers.SecondLook.Text;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key pays for texts that are scored, and not for those that there was no room for. */
class BusyScoringTest {
    /** More than the key's quota holds. */
    private static final int ASKED = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /v1/moderations            | {"input": "One."}
        /v1alpha1/comments:analyze | {"comment": {"text": "One."}, "languages": ["en"], "requestedAttributes": {"TOXICITY": {}}}
        """)
    void aQueueThatIsFullCostsNothing(String path, String body) throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        ScoringPool pool = new ScoringPool(
                text -> {
                    assertThatCode(free::await).doesNotThrowAnyException();
                    return HttpFixture.ASSESSOR.assess(text.text(), text.language());
                },
                1,
                1);
        try (HttpFixture http = new HttpFixture(folder, Function.identity(), IntakeLimits.DEFAULT, pool)) {
            CompletableFuture<?> others = CompletableFuture.runAsync(
                    () -> pool.score(List.of(new Text("being scored", null), new Text("waiting", null))));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> pool.queued() == 1);

            for (int i = 0; i < ASKED; i++) {
                HttpResponse<String> answer = asSlow(http, path, body);
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(answer.body()).contains("being").doesNotContainIgnoringCase("quota");
            }
            free.countDown();
            others.join();

            assertThat(asSlow(http, path, body).statusCode()).isEqualTo(200);
        } finally {
            free.countDown();
        }
    }

    @Test
    void textsThatHaveNotAllRoomAreNotScoredInPart() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        List<String> scored = Collections.synchronizedList(new ArrayList<>());
        try (ScoringPool pool = new ScoringPool(
                text -> {
                    scored.add(text.text());
                    assertThatCode(free::await).doesNotThrowAnyException();
                    return HttpFixture.ASSESSOR.assess(text.text(), text.language());
                },
                1,
                3)) {
            CompletableFuture<?> others = CompletableFuture.runAsync(() -> pool.score(List.of(text("first"))));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> scored.size() == 1);

            assertThatThrownBy(() -> pool.score(List.of(text("a"), text("b"), text("c"), text("d"))))
                    .isInstanceOf(ScoringPool.BusyException.class);
            assertThat(pool.queued()).isZero();
            free.countDown();
            others.join();

            // What was let in and is done has made room again.
            assertThat(pool.score(List.of(text("e"), text("f"), text("g"), text("h"))))
                    .hasSize(4);
        }
        assertThat(scored).containsExactly("first", "e", "f", "g", "h");
    }

    private static Text text(String words) {
        return new Text(words, null);
    }

    private static HttpResponse<String> asSlow(HttpFixture http, String path, String body) throws Exception {
        return http.client.send(
                HttpRequest.newBuilder(http.uri(path))
                        .header("Authorization", "Bearer " + http.slow.text())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
