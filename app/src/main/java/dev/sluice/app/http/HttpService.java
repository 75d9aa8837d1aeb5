package dev.sluice.app.http;

import dev.sluice.app.http.exchange.BodyLimits;
import dev.sluice.app.http.exchange.Call;
import dev.sluice.app.http.exchange.Endpoint;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.exchange.Route;
import dev.sluice.app.http.exchange.Router;
import dev.sluice.app.http.keys.Scope;
import dev.sluice.app.http.keys.WatchedKeys;
import dev.sluice.app.http.moderation.ModerationsEndpoint;
import dev.sluice.app.http.perspective.AnalyzeEndpoint;
import dev.sluice.app.http.perspective.CommentScores;
import dev.sluice.app.http.perspective.DiscoveryEndpoint;
import dev.sluice.app.http.perspective.SuggestEndpoint;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.app.http.tls.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves until it is closed. Closing turns new requests away, lets those that are being answered end, and only then
 * ends what they need.
 */
public final class HttpService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
    private static final long LOOK_EVERY_SECONDS = 5;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpSettings settings;
    private final @Nullable Intake intake;
    private final ScoringPool scoring;
    private final Metrics metrics;
    private final Router router;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("http-chores").daemon(true).factory());
    private final HelidonServer server;
    private volatile boolean stopping;

    private HttpService(
            HttpSettings settings,
            WatchedKeys keys,
            ScoringPool scoring,
            @Nullable Intake intake,
            @Nullable String publicUrl) {
        this.settings = settings;
        this.intake = intake;
        this.scoring = scoring;
        this.metrics = new Metrics(this::answering, intake, scoring);
        this.router = new Router(routes(publicUrl), keys, () -> stopping, metrics);
        this.server = HelidonServer.start(settings, router, metrics::took);
        every(LOOK_EVERY_SECONDS, keys::look);
        ServerCertificate certificate = settings.certificate();
        if (certificate != null) {
            every(LOOK_EVERY_SECONDS, certificate::look);
        }
    }

    /**
     * Starts to serve.
     *
     * @param intake takes posts in; null where this process only scores. Closed with the service
     * @param scoring scores; closed with the service
     * @param publicUrl address that clients use, with a slash at its end; null to take each request's own
     */
    public static HttpService start(
            HttpSettings settings,
            WatchedKeys keys,
            ScoringPool scoring,
            @Nullable Intake intake,
            @Nullable String publicUrl) {
        return new HttpService(settings, keys, scoring, intake, publicUrl);
    }

    /** The port it answers on. */
    public int port() {
        return server.port();
    }

    /** All routes. */
    public List<Route> routes() {
        return router.routes();
    }

    /** Whether requests should be sent here. */
    public boolean isReady() {
        return !stopping && (intake == null || intake.isReady());
    }

    @Override
    public void close() {
        stopping = true;
        server.endConnections();
        long until = System.nanoTime() + settings.drain().toNanos();
        while (answering() > 0 && System.nanoTime() < until) {
            rest();
        }
        int left = answering();
        if (left > 0) {
            LOG.warn("{} requests were still being answered after {}", left, settings.drain());
        }
        server.close();
        chores.shutdownNow();
        scoring.close();
        if (intake != null) {
            intake.close();
        }
    }

    private int answering() {
        return server.answering();
    }

    /** A chore that fails once is done again all the same. */
    private void every(long seconds, Runnable chore) {
        Runnable sure = () -> {
            try {
                chore.run();
            } catch (RuntimeException e) {
                LOG.error("files could not be looked at: {}", e.getClass().getName());
            }
        };
        chores.scheduleWithFixedDelay(sure, seconds, seconds, TimeUnit.SECONDS);
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(Duration.ofMillis(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Route> routes(@Nullable String publicUrl) {
        BodyLimits bodies = new BodyLimits(settings.mostBodyBytes(), settings.allBodyBytes());
        CommentScores scores = new CommentScores(scoring);
        List<Route> routes = new ArrayList<>();
        if (intake != null) {
            routes.add(Route.keyed("POST", "/v1/posts", Scope.POST, intake.posts(bodies)));
            routes.add(Route.keyed("GET", "/v1/posts/{id}", Scope.READ, intake.decision()));
        }
        routes.add(google("POST", "/v1alpha1/comments:analyze", new AnalyzeEndpoint(bodies, scores)));
        routes.add(google(
                "POST",
                "/v1alpha1/comments:suggestscore",
                new SuggestEndpoint(bodies, scores, intake == null ? null : intake.suggestions())));
        routes.add(new Route(
                "GET",
                "/$discovery/rest",
                Optional.empty(),
                false,
                AnalyzeEndpoint.ERRORS,
                new DiscoveryEndpoint(publicUrl, settings.scheme())));
        routes.add(new Route(
                "POST",
                "/v1/moderations",
                Optional.of(Scope.ANALYZE),
                false,
                ModerationsEndpoint.ERRORS,
                new ModerationsEndpoint(bodies, scoring)));
        byte[] document = document();
        routes.add(Route.open("GET", "/openapi.json", call -> new Reply(200, Reply.JSON, document, Map.of())));
        routes.add(Route.open("GET", "/health/live", call -> text(200, "ok\n")));
        routes.add(Route.open("GET", "/health/ready", this::ready));
        routes.add(Route.open(
                "GET",
                "/metrics",
                call -> new Reply(200, Metrics.TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8), Map.of())));
        return routes;
    }

    private static Route google(String method, String path, Endpoint endpoint) {
        return new Route(method, path, Optional.of(Scope.ANALYZE), true, AnalyzeEndpoint.ERRORS, endpoint);
    }

    private Reply ready(Call call) {
        return isReady() ? text(200, "ok\n") : text(503, stopping ? "stopping\n" : "the cluster does not answer\n");
    }

    private static Reply text(int status, String words) {
        return new Reply(status, TEXT, words.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static byte[] document() {
        try (InputStream file = Objects.requireNonNull(HttpService.class.getResourceAsStream("openapi.json"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
