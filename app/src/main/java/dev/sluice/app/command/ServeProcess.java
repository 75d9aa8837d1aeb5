package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.RegistryAtStart;
import dev.sluice.app.config.ServeSection;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.http.HttpService;
import dev.sluice.app.http.HttpSettings;
import dev.sluice.app.http.Intake;
import dev.sluice.app.http.LabelSuggestions;
import dev.sluice.app.http.intake.DecisionFollower;
import dev.sluice.app.http.intake.DecisionTable;
import dev.sluice.app.http.intake.KafkaPostSink;
import dev.sluice.app.http.keys.KeyFileException;
import dev.sluice.app.http.keys.WatchedKeys;
import dev.sluice.app.http.scoring.Looks;
import dev.sluice.app.http.scoring.ScoringPool;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Serves until the process is told to end. */
final class ServeProcess {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(15);
    private static final int QUEUE_PER_THREAD = 256;
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "::1");

    private ServeProcess() {}

    /** Serves all of it. */
    static int run(Path file, Terminal terminal) {
        SluiceConfig config = ConfigReader.read(file);
        Watching.logs(config);
        ServeSection section = config.serve();
        if (section == null) {
            throw CommandException.usage(file + ": serve is missing; allowed: a section with keys");
        }
        HttpSettings settings = Serving.http(section);
        WatchedKeys keys = keys(Path.of(section.keys()));
        Path policies = section.policies() == null ? null : Path.of(section.policies());
        ScoringPool scoring = scoring(policies, !Boolean.FALSE.equals(section.secondLook()), section.scoringThreads());
        try (SchemaRegistry registry = RegistryAtStart.connect(Role.INTAKE, config, file, terminal)) {
            Intake intake = intake(config, section, registry);
            return serve(
                    HttpService.start(settings, keys, scoring, intake, Serving.publicUrl(section)), settings, terminal);
        }
    }

    /** Scores texts, without a cluster. */
    static int scoreOnly(Path keyFile, HttpSettings settings, boolean fast, Terminal terminal) {
        Logging.service();
        WatchedKeys keys = keys(keyFile);
        ScoringPool scoring = scoring(null, !fast, null);
        return serve(HttpService.start(settings, keys, scoring, null, null), settings, terminal);
    }

    private static Intake intake(SluiceConfig config, ServeSection section, SchemaRegistry registry) {
        Map<String, Object> client = Connections.kafka(config.kafka());
        String prefix = Connections.prefix(config.kafka());
        DecisionTable table = new DecisionTable(Serving.cacheBytes(section), Serving.mostWaiting(section));
        DecisionFollower follower = new DecisionFollower(
                DecisionFollower.consumers(client),
                registry,
                prefix,
                table,
                Serving.lookBack(section),
                Clock.systemUTC());
        KafkaPostSink sink = KafkaPostSink.open(client, prefix, Serving.onTheirWay(section), DELIVERY_TIMEOUT);
        follower.start();
        LabelSuggestions suggestions = Boolean.TRUE.equals(section.suggestions())
                ? new LabelSuggestions(sink, registry, Clock.systemUTC())
                : null;
        return new Intake(sink, registry, table, follower, suggestions, Serving.intake(section), Clock.systemUTC());
    }

    private static int serve(HttpService service, HttpSettings settings, Terminal terminal) {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            closed.countDown();
                        },
                        "close-serve"));
        terminal.note("serving on " + settings.scheme() + "://" + settings.host() + ":" + service.port());
        if (settings.certificate() == null && !LOCAL.contains(settings.host())) {
            terminal.note(
                    "keys and posts travel in the clear; give it a certificate (tls), or let what is in front of it"
                            + " end TLS");
        }
        try {
            closed.await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private static WatchedKeys keys(Path file) {
        try {
            return new WatchedKeys(file, Clock.systemUTC());
        } catch (KeyFileException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static ScoringPool scoring(@Nullable Path policies, boolean looksTwice, @Nullable Integer threads) {
        Assessor assessor = Home.assessor(policies);
        SecondLook second = looksTwice ? secondLook(assessor) : null;
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        return new ScoringPool(
                second == null ? text -> assessor.assess(text.text(), text.language()) : new Looks(assessor, second),
                count,
                QUEUE_PER_THREAD * count);
    }

    /** Nobody is shown which words told. */
    private static @Nullable SecondLook secondLook(Assessor assessor) {
        SecondLook second = AssessorLoader.secondLook(assessor, ModelFolder.shipped());
        return second == null ? null : second.riskAlone();
    }
}
