package dev.sluice.app.top;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The processes that are watched, asked one after the other. */
public final class Watched implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 16 << 20;
    private static final int OK = 200;

    private final List<URI> processes;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Processes by the addresses of their health and metrics, without a path. */
    public Watched(List<URI> processes) {
        this.processes = List.copyOf(processes);
    }

    /**
     * What one process says now.
     *
     * @param process its address
     * @param ready whether it says that it is ready
     * @param health the first lines of what it says about its health, or why it says nothing
     * @param samples its metrics; none where it does not answer
     * @param nanos when, since any moment
     */
    public record Answer(URI process, boolean ready, List<String> health, List<Sample> samples, long nanos) {
        /** Copies the lists. */
        public Answer {
            health = List.copyOf(health);
            samples = List.copyOf(samples);
        }
    }

    /** Asks all of them. */
    public List<Answer> ask() throws InterruptedException {
        List<Answer> answers = new java.util.ArrayList<>();
        for (URI process : processes) {
            answers.add(ask(process));
        }
        return answers;
    }

    private Answer ask(URI process) throws InterruptedException {
        try {
            HttpResponse<InputStream> health = get(process, "/health/ready");
            List<String> lines = text(health).lines().limit(5).toList();
            HttpResponse<InputStream> metrics = get(process, "/metrics");
            List<Sample> samples = metrics.statusCode() == OK ? ScrapeText.read(text(metrics)) : List.of();
            return new Answer(process, health.statusCode() == OK, lines, samples, System.nanoTime());
        } catch (IOException e) {
            return new Answer(
                    process,
                    false,
                    List.of("does not answer: " + e.getClass().getSimpleName()),
                    List.of(),
                    System.nanoTime());
        }
    }

    private HttpResponse<InputStream> get(URI process, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(process.resolve(path)).timeout(TIMEOUT).build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
