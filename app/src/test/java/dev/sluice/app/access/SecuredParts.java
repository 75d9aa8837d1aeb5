package dev.sluice.app.access;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.escalation.EscalationSink;
import dev.sluice.escalation.SinkListener;
import dev.sluice.schemas.topics.Role;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.OutcomesServices;
import dev.sluice.topology.Pipeline;
import dev.sluice.topology.Services;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.OutcomeBounds;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipeline, second looks, casework, outcomes and sink, each logged on as its role. */
final class SecuredParts implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home", "."), "policies");

    /** Every post is looked at twice, removed, looked at by a person and handed to legal. */
    private static final String POLICY = """
            policy: test
            version: "1.0.0"
            description: Nothing is allowed.
            owner: testers
            communities: ["*"]
            jurisdictions: [EU]
            riskFloor: 0
            secondLook:
              bands: {hate: {from: 0, to: 1}}
              languages: [en]
            rules:
              - id: all.remove
                description: Whatever it is.
                status: live
                when: risk.hate >= 0.0
                then:
                  outcome: remove
                  queue: general
                  deadline: PT1H
                  notice: removal
                  escalate: {category: HARASSMENT, urgency: ROUTINE}
            """;

    private final Pipeline pipeline;
    private final OutcomesLane outcomes;
    private final EscalationSink sink;

    private SecuredParts(Pipeline pipeline, OutcomesLane outcomes, EscalationSink sink) {
        this.pipeline = pipeline;
        this.outcomes = outcomes;
        this.sink = sink;
    }

    static SecuredParts start(SecuredDeployment deployment) throws Exception {
        Path folder = deployment.folder();
        Path policies = policies(folder);
        SluiceConfig config = config(deployment, Role.SCORER);
        Services services = services(policies);
        Pipeline pipeline = pipeline(config, services);
        OutcomesLane outcomes = OutcomesLane.start(
                Processes.beside(Processes.pipeline(config, config.pipeline()), config.outcomes()),
                Processes.outcomes(config, config.outcomes(), OutcomeBounds.load(policies)),
                new OutcomesServices(
                        services.registry(),
                        services.policies(),
                        StatementTexts.load(policies),
                        StatementGrounds.load(policies),
                        CaseworkRules.load(policies)),
                services.telemetry().meters());
        SluiceConfig own = ConfigReader.read(
                deployment.config(Role.SINK, """
                sink: {vault: %s, signingKey: %s, createKey: true}
                """.formatted(folder.resolve("vault"), folder.resolve("key.pem"))));
        EscalationSink sink = EscalationSink.open(Processes.sink(own, own.sink()), SinkListener.NONE);
        Thread.ofPlatform().daemon().name("sink").start(sink::run);
        SecuredParts parts = new SecuredParts(pipeline, outcomes, sink);
        try {
            pipeline.awaitRunning(START_LIMIT);
            outcomes.awaitRunning(START_LIMIT);
            return parts;
        } catch (Exception | AssertionError e) {
            parts.close();
            throw e;
        }
    }

    /** The pipeline, logged on as somebody with this role. */
    static Pipeline pipeline(SecuredDeployment deployment, Role role) throws IOException {
        return pipeline(config(deployment, role), services(policies(deployment.folder())));
    }

    private static Pipeline pipeline(SluiceConfig config, Services services) {
        return Pipeline.start(
                Processes.pipeline(config, config.pipeline()).withWarmUpPosts(0), services, Approvers.nobody());
    }

    private static SluiceConfig config(SecuredDeployment deployment, Role role) throws IOException {
        Files.writeString(deployment.folder().resolve("puid-key"), "0123456789abcdef");
        return ConfigReader.read(
                deployment.config(role, """
                pipeline: {stateDir: %s, threads: 1, replicationFactor: 1}
                outcomes: {puidKey: "${file:puid-key}"}
                """.formatted(deployment.folder().resolve("state"))));
    }

    @Override
    public void close() {
        sink.close();
        outcomes.close();
        pipeline.close();
    }

    private static Services services(Path policies) {
        return new Services(
                        SecuredParts::assess,
                        PoliciesInForce.of(PolicyBook.load(policies)),
                        Notices.load(policies),
                        SecuredDeployment.REGISTRY,
                        Clock.systemUTC(),
                        Telemetry.simple(),
                        new Twice(),
                        CaseworkRules.load(policies))
                .withDefamation(DefamationRules.load(SHIPPED));
    }

    private static Path policies(Path folder) throws IOException {
        Path policies = Files.createTempDirectory(folder, "policies");
        Files.createDirectory(policies.resolve("lexicons"));
        Files.createDirectory(policies.resolve("rules"));
        Files.writeString(Files.createDirectory(policies.resolve("test")).resolve("policy.yaml"), POLICY);
        Files.writeString(Files.createDirectory(policies.resolve("notices")).resolve("removal.yaml"), """
                notice: removal
                language: en
                version: "1.0.0"
                subject: Your post
                text: Your post in {community} is not shown.
                """);
        return policies;
    }

    private static Assessment assess(String text, @Nullable String language) {
        int length = text.length();
        return new Assessment(
                new Language("en", 1), new RiskScores(0.5f, 0, 0, 0, 0.5f, 0), List.of(), length, length, "m", "r");
    }

    private static final class Twice implements SecondLook {
        @Override
        public String version() {
            return "twice-1";
        }

        @Override
        public boolean covers(String language) {
            return true;
        }

        @Override
        public List<Assessment> assess(List<Text> batch) {
            return batch.stream()
                    .map(text -> SecuredParts.assess(text.text(), "en"))
                    .toList();
        }
    }
}
