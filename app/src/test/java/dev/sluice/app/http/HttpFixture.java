package dev.sluice.app.http;

import dev.sluice.app.http.intake.DecisionTable;
import dev.sluice.app.http.intake.IntakeLimits;
import dev.sluice.app.http.intake.PostSink;
import dev.sluice.app.http.keys.NewKey;
import dev.sluice.app.http.keys.WatchedKeys;
import dev.sluice.app.http.perspective.Suggestions;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.app.play.PostRecords.Prepared;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.tracing.TraceParent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A service over real HTTP, with a sink in memory and the real first look. */
final class HttpFixture implements AutoCloseable {
    static final Assessor ASSESSOR =
            AssessorLoader.load(Path.of(System.getProperty("sluice.home", ".")).resolve("policies"));

    final NewKey all = NewKey.make();
    final NewKey readOnly = NewKey.make();
    final NewKey expired = NewKey.make();
    final NewKey slow = NewKey.make();
    final MemorySink sink = new MemorySink();
    final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("http-" + System.nanoTime()));
    final DecisionTable decisions = new DecisionTable(1 << 20, 100);
    final List<Suggestions.Suggestion> suggestions = Collections.synchronizedList(new ArrayList<>());
    final HttpService service;
    final HttpClient client = HttpClient.newHttpClient();

    HttpFixture(Path folder) throws IOException {
        this(folder, Function.identity(), IntakeLimits.DEFAULT);
    }

    HttpFixture(Path folder, Function<HttpSettings, HttpSettings> settings, IntakeLimits limits) throws IOException {
        this(folder, settings, limits, new ScoringPool(text -> ASSESSOR.assess(text.text(), text.language()), 2, 100));
    }

    HttpFixture(Path folder, Function<HttpSettings, HttpSettings> settings, IntakeLimits limits, ScoringPool scoring)
            throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.yaml"), """
            keys:
              - id: all
                sha256: %s
                scopes: [post, read, analyze]
              - id: read-only
                sha256: %s
                scopes: [read]
              - id: expired
                sha256: %s
                scopes: [post, read, analyze]
                expires: 2020-01-01T00:00:00Z
              - id: slow
                sha256: %s
                scopes: [post, read, analyze]
                perSecond: 1
                burst: 2
            """.formatted(
                        all.sha256(), readOnly.sha256(), expired.sha256(), slow.sha256()));
        Intake intake = new Intake(
                sink, registry, decisions, null, suggestion -> suggestions.add(suggestion), limits, Clock.systemUTC());
        service = HttpService.start(
                settings.apply(HttpSettings.defaults().at("127.0.0.1", 0)),
                new WatchedKeys(keys, Clock.systemUTC()),
                scoring,
                intake,
                null);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + all.text());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
        client.close();
        registry.close();
    }

    /** Keeps what is published, or says that it does not. */
    static final class MemorySink implements PostSink {
        final List<String> traces = Collections.synchronizedList(new ArrayList<>());
        final List<Prepared> kept = Collections.synchronizedList(new ArrayList<>());
        volatile Outcome next = Outcome.KEPT;
        volatile Runnable before = () -> {};
        volatile boolean closed;

        @Override
        public Outcome publish(List<Prepared> events, @Nullable TraceParent trace) {
            before.run();
            traces.add(trace == null ? "" : trace.toString());
            if (next == Outcome.KEPT) {
                kept.addAll(events);
            }
            return next;
        }

        @Override
        public boolean isWell() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
