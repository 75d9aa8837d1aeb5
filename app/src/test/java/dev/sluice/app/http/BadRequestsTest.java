package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.http.intake.IntakeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client should send: each gets its status and a clear body, and nothing of it is logged. */
class BadRequestsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "zanzibar";

    @TempDir
    static Path folder;

    private static Logged logged;
    private static HttpFixture http;

    @BeforeAll
    static void start() throws Exception {
        logged = new Logged();
        http = new HttpFixture(
                folder,
                settings -> new HttpSettings(
                        settings.host(),
                        settings.port(),
                        settings.mostConnections(),
                        settings.mostBodyBytes(),
                        settings.allBodyBytes(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        settings.drain(),
                        settings.certificate()),
                IntakeLimits.DEFAULT);
    }

    @AfterAll
    static void nothingThatWasPostedIsLogged() {
        http.close();
        logged.close();
        logged.assertWithout(SECRET, http.all.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"p\",\"text\":\"zanzibar\"",
                "",
                "zanzibar",
                "{\"id\":\"p\",\"id\":\"q\",\"text\":\"zanzibar\"}",
                "{\"id\":\"p\",\"text\":\"zanzibar\"} {}",
                "\"zanzibar\"",
                "[]",
                "{\"type\":\"zan zibar\",\"id\":\"p\"}"
            })
    void malformedJsonIsABadRequest(String body) throws Exception {
        for (String path : List.of("/v1/posts", "/v1/moderations", "/v1alpha1/comments:analyze")) {
            HttpResponse<String> answer = http.post(path, body);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).doesNotContain(SECRET);
            assertThat(JSON.readTree(answer.body()).isObject()).isTrue();
        }
    }

    @Test
    void deepNestingIsABadRequest() throws Exception {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(http.post("/v1/posts", deep).statusCode()).isEqualTo(400);
        assertThat(http.post("/v1/posts", "{\"id\":\"p\",\"text\":\"x\",\"labels\":" + deep + "}")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "1,", "[],"})
    void aBodyThatUnfoldsToTooMuchIsABadRequest(String one) throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts", "[" + one.repeat(120_000) + "0]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed_body", "up to 100000 names and values");
    }

    @Test
    void manyTagsAreTextLikeAnyOther() throws Exception {
        String bomb = "<div>".repeat(4_000);
        String comment = "{\"comment\":{\"text\":\"" + bomb + "\"},\"requestedAttributes\":{\"TOXICITY\":{}}}";

        assertThat(http.post("/v1alpha1/comments:analyze", comment).statusCode())
                .isEqualTo(200);
        assertThat(http.post("/v1/moderations", "{\"input\":\"" + bomb + "\"}").statusCode())
                .isEqualTo(200);
        assertThat(http.post("/v1/posts", "{\"id\":\"p\",\"text\":\"" + bomb + "\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void bytesThatAreNotUtf8AreABadRequest() throws Exception {
        byte[] overlong = "{\"id\":\"p\",\"text\":\"zanzibar ??\"}".getBytes(StandardCharsets.ISO_8859_1);
        overlong[overlong.length - 4] = (byte) 0xC0;
        overlong[overlong.length - 3] = (byte) 0x80;

        HttpResponse<String> answer = post("/v1/posts", "application/json", BodyPublishers.ofByteArray(overlong));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the body is not UTF-8").doesNotContain(SECRET);
    }

    @Test
    void halfASurrogateIsABadRequest() throws Exception {
        HttpResponse<String> answer = http.post("/v1/posts", "{\"id\":\"p\",\"text\":\"zanzibar \\ud83d\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"})
    void anotherContentTypeIsNotTaken(String type) throws Exception {
        BodyPublisher body = BodyPublishers.ofString("{\"id\":\"p\",\"text\":\"zanzibar\"}");

        assertThat(post("/v1/posts", type, body).statusCode()).isEqualTo(415);
        assertThat(post("/v1/moderations", type, body).statusCode()).isEqualTo(415);
        assertThat(post("/v1alpha1/comments:analyze", type, body).statusCode()).isEqualTo(400);
    }

    @Test
    void aCompressedBodyIsNotTaken() throws Exception {
        HttpResponse<String> answer = http.send(http.request("/v1/posts")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b})));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not taken");
    }

    @Test
    void tenMegabytesAreTooLargeWhetherAnnouncedOrNot() throws Exception {
        String announced = raw("Content-Length: 10000000", new byte[0]);
        String chunked = raw("Transfer-Encoding: chunked", chunks(10_000_000));

        assertThat(announced).startsWith("HTTP/1.1 413").contains("allowed: up to 2097152 bytes");
        assertThat(chunked).startsWith("HTTP/1.1 413");
        assertThat(http.sink.kept).isEmpty();
    }

    @Test
    void aKeyInTheAddressIsNotLogged() throws Exception {
        String key = http.all.text();
        for (String request : List.of(
                "POST /v1alpha1/comments:analyze?key=" + key + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n{",
                "POST /v1alpha1/comments:analyze?key=" + key + " HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n{",
                "POST /v1alpha1/comments:analyze?key=" + key + "&a=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1alpha1/comments:analyze?key=" + key + "{} HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1alpha1/comments:analyze?key=" + key + " HTTP/1.1\r\n\r\n")) {
            String answer = RawClient.exchange(http, request.replaceFirst("\r\n", "\r\nConnection: close\r\n"));
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(key);
        }
    }

    @Test
    void aClientThatDribblesItsFirstLineIsCutOff() throws Exception {
        assertThat(dribble("GE", "T")).doesNotContain("200");
    }

    @Test
    void aClientThatDribblesItsHeadersIsCutOff() throws Exception {
        assertThat(dribble("GET /health/live HTTP/1.1\r\nHost: x\r\n", "X")).doesNotContain("200");
    }

    @Test
    void aClientThatDribblesItsBodyIsCutOff() throws Exception {
        String start = "POST /v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + http.all.text()
                + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

        assertThat(dribble(start, "z")).doesNotContain("202");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/posts/%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nzanzibar\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void whatIsNoRequestIsRefusedInWordsOfOurs(String bytes) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.service.port())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            String answer = rest(socket, 2_000);
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(SECRET, "Exception", "helidon");
        }
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws Exception {
        HttpResponse<String> answer = http.send(http.request("/health/live")
                .header("X-Long", "x".repeat(20_000))
                .GET());

        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00e4"})
    void anIdempotencyKeyThatIsNoneIsRefused(String key) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.service.port())) {
            String request = "POST /v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + http.all.text()
                    + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                    + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(rest(socket, 5_000)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void otherMethodsAndPathsAreNamed() throws Exception {
        HttpResponse<String> method = http.send(http.request("/v1/posts").DELETE());
        HttpResponse<String> path = http.get("/v1/zanzibar");

        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(path.body()).doesNotContain(SECRET);
    }

    private static HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        return http.send(http.request(path).header("Content-Type", type).POST(body));
    }

    private static String raw(String length, byte[] body) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.service.port())) {
            String head = "POST /v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + http.all.text()
                    + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n";
            OutputStream output = socket.getOutputStream();
            output.write(head.getBytes(StandardCharsets.UTF_8));
            try {
                output.write(body);
            } catch (IOException e) {
                // It has answered and closed before all was sent.
            }
            return rest(socket, 5_000);
        }
    }

    private static byte[] chunks(int bytes) {
        String one = "1000\r\n" + "z".repeat(0x1000) + "\r\n";
        return (one.repeat(bytes / 0x1000) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends the start, then a byte every tenth of a second until the server ends the connection. */
    private static String dribble(String start, String more) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.service.port())) {
            socket.setSoTimeout(100);
            OutputStream output = socket.getOutputStream();
            output.write(start.getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (true) {
                try {
                    output.write(more.getBytes(StandardCharsets.UTF_8));
                    int read = socket.getInputStream().read(buffer);
                    if (read < 0) {
                        return answer.toString();
                    }
                    answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                } catch (java.net.SocketTimeoutException e) {
                    // It goes on waiting.
                } catch (IOException e) {
                    return answer.toString();
                }
            }
        }
    }

    private static String rest(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            InputStream input = socket.getInputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // What has come is what there is.
        }
        return answer.toString();
    }
}
