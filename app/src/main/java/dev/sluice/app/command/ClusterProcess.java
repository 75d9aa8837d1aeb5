package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.PipelineGroups;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.RegistryAtStart;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.metrics.GroupLag;
import dev.sluice.app.metrics.ProcessMeters;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.Role;
import dev.sluice.topology.OutcomesLane;
import dev.sluice.topology.OutcomesServices;
import dev.sluice.topology.Pipeline;
import dev.sluice.topology.PipelineSettings;
import dev.sluice.topology.Services;
import dev.sluice.topology.SourcesLane;
import dev.sluice.topology.health.StageTimes;
import dev.sluice.topology.health.Telemetry;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.OutcomeBounds;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.StatementGrounds;
import dev.sluice.topology.policy.StatementTexts;
import dev.sluice.topology.source.SourceMappings;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.streams.KafkaStreams.State;

/** Runs a part against a real cluster until the process is told to end. */
final class ClusterProcess {
    private ClusterProcess() {}

    /** The pipeline: assesses and decides. */
    static int pipeline(Path file, Terminal terminal) {
        SluiceConfig config = ConfigReader.read(file);
        Watching.logs(config);
        SluiceConfig.Pipeline section = config.pipeline();
        if (section == null) {
            throw CommandException.usage(file + ": pipeline is missing; allowed: a section with stateDir");
        }
        Path policies = Home.policies(section.policies() == null ? null : Path.of(section.policies()));
        try (SchemaRegistry registry = RegistryAtStart.connect(Role.SCORER, config, file, terminal)) {
            Assessor assessor = Home.assessor(policies);
            SecondLook secondLook =
                    Processes.looksTwice(section) ? AssessorLoader.secondLook(assessor, ModelFolder.shipped()) : null;
            if (secondLook == null && section.secondLook() != null && asksForIt(section.secondLook())) {
                throw CommandException.usage(
                        file + ": pipeline.secondLook.enabled is true, but the models have no second look");
            }
            Services services = new Services(
                    assessor::assess,
                    PoliciesInForce.of(PolicyBook.load(policies)),
                    Notices.load(policies),
                    registry,
                    Clock.systemUTC(),
                    Telemetry.of(ProcessMeters.registry(), StageTimes.sampled(System::nanoTime, StageTimes.SAMPLE))
                            .withTracing(Watching.tracing(config)),
                    secondLook,
                    Processes.worksCases(section) ? CaseworkRules.load(policies) : null,
                    LegalRoutes.load(policies),
                    Processes.takesNotices(section) ? DefamationRules.load(policies) : null);
            PipelineSettings settings = Processes.pipeline(config, section);
            Approvers approvers = Approvers.load(policies);
            Pipeline pipeline = Watching.answering("pipeline", () -> Pipeline.start(settings, services, approvers));
            Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "close-pipeline"));
            SluiceConfig.Outcomes outcomes = config.outcomes();
            if (outcomes != null) {
                OutcomesLane lane = outcomes(config, section, outcomes, services, policies);
                Runtime.getRuntime().addShutdownHook(new Thread(lane::close, "close-outcomes"));
                pipeline.parts().watch("outcomes", false, lane::standing);
                terminal.note("lane of outcomes started");
            }
            SluiceConfig.Sources sources = config.sources();
            if (sources != null) {
                SourcesLane lane = SourcesLane.start(
                        Processes.beside(settings, sources),
                        Processes.sources(config, sources, mappings(sources, policies)),
                        services.registry(),
                        services.telemetry().meters(),
                        services.telemetry().tracing());
                Runtime.getRuntime().addShutdownHook(new Thread(lane::close, "close-sources"));
                pipeline.parts().watch("sources", false, lane::standing);
                terminal.note("lane of sources started");
            }
            if (pipeline.healthPort() >= 0) {
                GroupLag lag = Watching.lag(
                        config,
                        PipelineGroups.of(config).running(services).all(),
                        services.telemetry().meters());
                Runtime.getRuntime().addShutdownHook(new Thread(lag::close, "close-lag"));
            }
            terminal.note("pipeline started"
                    + (pipeline.healthPort() < 0
                            ? ""
                            : ", health and metrics on port " + pipeline.healthPort() + " of "
                                    + settings.healthHost()));
            pipeline.awaitStopped();
            return pipeline.state() == State.ERROR ? ExitCode.FAILED : ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private static OutcomesLane outcomes(
            SluiceConfig config,
            SluiceConfig.Pipeline pipeline,
            SluiceConfig.Outcomes section,
            Services services,
            Path policies) {
        OutcomesServices own = new OutcomesServices(
                services.registry(),
                services.policies(),
                StatementTexts.load(policies),
                StatementGrounds.load(policies),
                CaseworkRules.load(policies));
        return OutcomesLane.start(
                Processes.beside(Processes.pipeline(config, pipeline), section),
                Processes.outcomes(config, section, OutcomeBounds.load(policies)),
                own,
                services.telemetry().meters());
    }

    private static SourceMappings mappings(SluiceConfig.Sources section, Path policies) {
        String folder = section.mappings();
        return Home.sources(folder == null ? null : Path.of(folder), policies);
    }

    private static boolean asksForIt(SluiceConfig.SecondLook section) {
        return Boolean.TRUE.equals(section.enabled());
    }
}
