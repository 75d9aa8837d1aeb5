package dev.sluice.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.cluster.SluiceProcess;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.embedded.TemporaryFolder;
import dev.sluice.app.play.Ignored;
import dev.sluice.app.play.OutputReader;
import dev.sluice.app.play.PostPublisher;
import dev.sluice.app.posts.PostLine;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances with names are stopped and started again, by the same release or the next: state stays where it is. With
 * {@code -Pfaults}, for the starts take a minute on a small machine.
 */
@EnabledIfSystemProperty(named = "sluice.faults.kills", matches = ".+")
class RollingUpgradeIT {
    private static final int POSTS = 400;
    private static final int THREADS = 10;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Instant START = Instant.now().minusSeconds(600);
    private static final Pattern RESTORED =
            Pattern.compile("sluice_restored_records_total\\{store=\"posts-seen\"} ([0-9.E]+)");
    private static final Pattern READY = Pattern.compile("^ok", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @Timeout(600)
    void anInstanceThatComesBackToItsStateRestoresNothing() throws Exception {
        TestCluster cluster = TestCluster.create("restart-");
        Decided decided = new Decided();
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), decided);
                PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix())) {
            publish(publisher, 0, POSTS / 2);
            try (Instance first = new Instance(cluster, "a", "1")) {
                read(reader, decided, POSTS / 2, first);
                assertThat(first.restored()).as("the first start finds nothing").isZero();
                first.stop();
            }
            publish(publisher, POSTS / 2, POSTS);
            try (Instance again = new Instance(cluster, "a", "2")) {
                read(reader, decided, POSTS, again);
                assertThat(again.restored()).as("its state was there").isZero();
                again.stop();
            }
            TemporaryFolder.delete(folder.resolve("a"));
            try (Instance without = new Instance(cluster, "a", "2")) {
                without.awaitReady();
                assertThat(without.restored())
                        .as("all that there is, where the folder is gone")
                        .isEqualTo(POSTS);
            }
        }
        decided.requireEachOnceInOrder();
    }

    @Test
    @Timeout(900)
    void aRollingUpgradeUnderLoadLosesNothingAndDoublesNothing() throws Exception {
        TestCluster cluster = TestCluster.create("rolling-");
        Decided decided = new Decided();
        try (OutputReader reader = new OutputReader(cluster.client(), cluster.registry(), cluster.prefix(), decided);
                PostPublisher publisher = new PostPublisher(cluster.client(), cluster.registry(), cluster.prefix());
                Instance a = new Instance(cluster, "a", "1");
                Instance b = new Instance(cluster, "b", "1")) {
            a.awaitReady();
            b.awaitReady();
            publish(publisher, 0, POSTS / 4);
            read(reader, decided, POSTS / 4, a, b);

            publish(publisher, POSTS / 4, POSTS / 2);
            a.stop();
            try (Instance nextA = new Instance(cluster, "a", "2")) {
                nextA.awaitReady();
                assertThat(nextA.restored()).isZero();
                read(reader, decided, POSTS / 2, nextA, b);

                publish(publisher, POSTS / 2, POSTS);
                b.stop();
                try (Instance nextB = new Instance(cluster, "b", "2")) {
                    nextB.awaitReady();
                    assertThat(nextB.restored()).isZero();
                    read(reader, decided, POSTS, nextA, nextB);
                }
            }
        }
        decided.requireEachOnceInOrder();
    }

    private static void read(OutputReader reader, Decided decided, int upTo, Instance... alive) throws Exception {
        while (decided.decisions.size() < upTo) {
            for (Instance instance : alive) {
                instance.process.requireAlive();
            }
            reader.poll(POLL);
        }
        while (reader.poll(POLL) > 0) {
            // What was committed by then is all there is: read to its end.
            continue;
        }
    }

    private static void publish(PostPublisher publisher, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Post post = Post.newBuilder()
                    .setId("p" + i)
                    .setRevision(1)
                    .setEvent(PostEvent.CREATED)
                    .setCommunity("test")
                    .setThread("t" + i % THREADS)
                    .setAuthor("u" + i % 7)
                    .setText("does anybody know when the library opens")
                    .setLabels(Map.of())
                    .setCreatedAt(START.plusMillis(i))
                    .build();
            publisher.publish(publisher.prepare(new PostLine.Posted(post)));
        }
        publisher.flush();
    }

    /** A process of a release, under a name and with a folder of state that its successor has too. */
    private final class Instance implements AutoCloseable {
        private final SluiceProcess process;
        private final int port;

        Instance(TestCluster cluster, String name, String release) throws IOException {
            this.port = freePort();
            Path config = cluster.config(
                    folder.resolve(name + ".yaml"), """
                    pipeline:
                      applicationId: %s
                      stateDir: %s
                      threads: 1
                      instance: %s
                      awayFor: PT2M
                      httpPort: %d
                      secondLook: {enabled: false}
                      casework: {enabled: false}
                      defamation: {enabled: false}
                    """.formatted(cluster.prefix(), folder.resolve(name), name, port));
            this.process = SluiceProcess.start("run", config, folder.resolve(name + "-" + release + ".log"), List.of());
        }

        void stop() throws InterruptedException {
            assertThat(process.stop()).as("ended by SIGTERM, in order").isEqualTo(143);
        }

        void awaitReady() throws Exception {
            while (!READY.matcher(get("/health/ready")).find()) {
                process.requireAlive();
                Thread.onSpinWait();
            }
        }

        double restored() throws Exception {
            Matcher counter = RESTORED.matcher(get("/metrics"));
            return counter.find() ? Double.parseDouble(counter.group(1)) : 0;
        }

        private String get(String path) throws InterruptedException {
            try {
                return http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                        .timeout(Duration.ofSeconds(10))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                // Not listening yet.
                return "";
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Decided extends Ignored {
        private final List<Decision> decisions = new ArrayList<>();

        @Override
        public void decided(Decision decision) {
            decisions.add(decision);
        }

        /** Each post has one decision, and the thread counts on over restarts without a gap. */
        void requireEachOnceInOrder() {
            assertThat(decisions).hasSize(POSTS);
            assertThat(decisions).extracting(Decision::getPost).doesNotHaveDuplicates();
            Map<String, List<Integer>> counts = new HashMap<>();
            decisions.forEach(decision -> counts.computeIfAbsent(decision.getThread(), thread -> new ArrayList<>())
                    .add(decision.getContext().getThreadPosts()));
            counts.values()
                    .forEach(each -> assertThat(each)
                            .containsExactlyElementsOf(IntStream.rangeClosed(1, POSTS / THREADS)
                                    .boxed()
                                    .toList()));
        }
    }
}
