package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as RFC 9112 has it: what one server reads as one request, no other may read as two. */
class ProtocolTest {
    private static final String INNER = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path folder;

    private static Logged logged;
    private static HttpFixture http;

    @BeforeAll
    static void start() throws Exception {
        logged = new Logged();
        http = new HttpFixture(folder);
    }

    @AfterAll
    static void nothingWasLogged() {
        http.close();
        logged.close();
        logged.assertWithout("x-inner", http.all.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n",
                "Content-Length: 3, 3\r\n",
                "Content-Length: +3\r\n",
                "Content-Length: -3\r\n",
                "Content-Length: 0x3\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length : 3\r\n",
                "Content-Length:\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "X: a\r\n Transfer-Encoding: chunked\r\n",
                "X: a\nTransfer-Encoding: chunked\r\n",
                "X: a\u0000b\r\n",
                "X y: a\r\n",
            })
    void aRequestWhoseLengthIsInDoubtIsRefusedAndEndsTheConnection(String headers) throws Exception {
        String answer = RawClient.exchange(http, post(headers) + "0\r\n\r\n" + INNER);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Connection: close");
        assertThat(answers(answer)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x3\r\n{} \r\n0\r\n\r\n",
                "-3\r\n{} \r\n0\r\n\r\n",
                "+3\r\n{} \r\n0\r\n\r\n",
                "ffffffffffffffff3\r\n{} \r\n0\r\n\r\n",
                "zz\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}xx\r\n0\r\n\r\n",
                "2\n{}\n0\n\n",
                "\r\n\r\n",
            })
    void chunksThatAreNoneAreRefusedAndEndTheConnection(String chunks) throws Exception {
        String answer = RawClient.exchange(http, post("Transfer-Encoding: chunked\r\n") + chunks + INNER);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Connection: close");
        assertThat(answers(answer)).isOne();
    }

    @Test
    void chunksMakeABodyWhateverTheirExtensionsAndTrailers() throws Exception {
        String answer = RawClient.exchange(
                http,
                post("Transfer-Encoding: chunked\r\n")
                        + "A;x=y\r\n{\"id\":\"p\",\r\n0b\r\n\"text\":\"x\"}\r\n0\r\nX: y\r\n\r\n" + INNER);

        assertThat(answer).startsWith("HTTP/1.1 202").endsWith("{\"id\":\"p\",\"revision\":1}");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOnOrNot() throws Exception {
        try (RawClient client = new RawClient(http)) {
            client.send(post("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n"));
            assertThat(client.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("2\r\n[]\r\n0\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 400");
        }
        assertThat(RawClient.exchange(http, post("Expect: 100-continue\r\nContent-Length: 10000000\r\n")))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aHugeChunkIsNotTakenIntoMemory() throws Exception {
        try (RawClient client = new RawClient(http)) {
            client.send(post("Transfer-Encoding: chunked\r\n") + "7fffffff\r\n" + "x".repeat(3 << 20));

            assertThat(client.until("}")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void chunksThatNobodyAskedForAreNotRead() throws Exception {
        String answer = RawClient.exchange(
                http, "GET /health/live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1ffff\r\n" + INNER);

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Connection: close");
        assertThat(answers(answer)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/nothing", "/v1/posts/x"})
    void aBodyThatNobodyReadsIsNoRequest(String path) throws Exception {
        String answer = RawClient.exchange(
                http,
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + INNER.length() + "\r\n\r\n" + INNER
                        + "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answers(answer)).as(answer).isEqualTo(2);
        assertThat(answer.substring(answer.lastIndexOf("HTTP/1.1 "))).startsWith("HTTP/1.1 404");
    }

    @Test
    void aLongBodyThatNobodyReadsEndsTheConnection() throws Exception {
        String answer = RawClient.exchange(
                http,
                "POST /v1/posts HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
                        + INNER.repeat(100_000 / INNER.length() + 1));

        assertThat(answer).startsWith("HTTP/1.1 401").contains("Connection: close");
        assertThat(answers(answer)).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /health/live HTTP/1.1                              | HTTP/1.1 400
            GET /health/live HTTP/1.1#Host: a#Host: b              | HTTP/1.1 400
            GET /health/live HTTP/1.1#Host: a b                    | HTTP/1.1 400
            GET  /health/live HTTP/1.1#Host: x                     | HTTP/1.1 400
            GET http://other/v1/posts HTTP/1.1#Host: x             | HTTP/1.1 404
            CONNECT x:443 HTTP/1.1#Host: x                         | HTTP/1.1 404
            TRACE /health/live HTTP/1.1#Host: x                    | HTTP/1.1 405
            GET /health/live HTTP/2.0#Host: x                      | ''
            GET /health/live                                       | ''
            PRI * HTTP/2.0                                         | ''
            """)
    void whatIsNoRequestOfOursIsRefused(String head, String status) throws Exception {
        String request = head.replace("#", "\r\n") + "\r\nConnection: close\r\n\r\n";

        String answer = RawClient.exchange(http, request);

        assertThat(answer).startsWith(status);
        assertThat(answers(answer)).isEqualTo(status.isEmpty() ? 0 : 1);
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTheirOrder() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String body = "{\"id\":\"p-" + i + "\",\"text\":\"hello\"}";
            all.append(post((i == 49 ? "Connection: close\r\n" : "") + "Content-Length: " + body.length() + "\r\n"))
                    .append(body);
        }

        String[] answers = RawClient.exchange(http, all.toString()).split("HTTP/1.1 ", -1);

        assertThat(answers).hasSize(51);
        assertThat(answers[1])
                .startsWith("202")
                .contains("Connection: keep-alive")
                .endsWith("{\"id\":\"p-0\",\"revision\":1}");
        assertThat(answers[50])
                .startsWith("202")
                .contains("Connection: close")
                .endsWith("{\"id\":\"p-49\",\"revision\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HEAD    | /health/live  | 200 | Content-Length: 3
            HEAD    | /v1/posts/x   | 401 | WWW-Authenticate: Bearer
            HEAD    | /v1/posts     | 405 | Allow: OPTIONS, POST
            OPTIONS | /v1/posts     | 200 | Allow: OPTIONS, POST
            OPTIONS | /v1/posts/x   | 200 | Allow: GET, HEAD, OPTIONS
            OPTIONS | /nothing      | 404 | Connection: close
            """)
    void headHasNoBodyAndOptionsNameTheMethodsToAllOrigins(String method, String path, int status, String header)
            throws Exception {
        String answer = RawClient.exchange(
                http,
                method + " " + path
                        + " HTTP/1.1\r\nHost: x\r\nOrigin: https://elsewhere.example\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains(header)
                .doesNotContainIgnoringCase("Access-Control");
        assertThat(method.equals("OPTIONS") || answer.endsWith("\r\n\r\n")).isTrue();
    }

    private static String post(String headers) {
        return "POST /v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + http.all.text()
                + "\r\nContent-Type: application/json\r\n" + headers + "\r\n";
    }

    private static int answers(String all) {
        return all.split("HTTP/1.1 ", -1).length - 1;
    }
}
