package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.replay.DecisionFiles;
import dev.sluice.app.replay.DecisionTopic;
import dev.sluice.app.replay.History;
import dev.sluice.app.replay.Replay;
import dev.sluice.app.replay.ReplayException;
import dev.sluice.app.replay.ReplayJson;
import dev.sluice.app.replay.ReplayReport;
import dev.sluice.app.replay.ReplayText;
import dev.sluice.app.replay.Scope;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.topology.policy.PolicyBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice policy replay}: decides history again. */
@Command(
        name = "replay",
        description = "Decide recorded history again under other policies and print what would have been different.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Works from recorded scores, signals and context as they were; nothing is published. Under the",
            "policies that were in force there are 0 differences.",
            "",
            "Example:  ./sluice policy replay --policy my-policies --input out --from 2026-11-01T00:00:00Z"
        })
final class PolicyReplayCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 1_000;

    private final Terminal terminal;

    @Option(names = "--policy", paramLabel = "DIR", description = "Policies to decide by; default: the shipped ones.")
    private @Nullable Path policies;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--from", paramLabel = "TIME", description = "Posts of this time and after.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Posts before this time.")
    private @Nullable String to;

    @Option(names = "--community", paramLabel = "NAME", description = "Only this community; may be given repeatedly.")
    private Set<String> communities = Set.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "5",
            description = "Posts to name for each kind of change; default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Where history comes from. */
    static final class Source {
        @Option(
                names = "--input",
                required = true,
                paramLabel = "DIR",
                description = "A folder that `sluice run --output` has written.")
        private @Nullable Path input;

        @Option(
                names = "--config",
                required = true,
                paramLabel = "FILE",
                description = "The configuration of a cluster, whose topic of decisions is read.")
        private @Nullable Path config;
    }

    PolicyReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        ShippedSchemas.trustGeneratedClasses();
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw CommandException.usage("--samples is " + samples + "; allowed: 0 to " + MOST_SAMPLES);
        }
        try {
            Scope scope = new Scope(time("--from", from, Instant.MIN), time("--to", to, Instant.MAX), communities);
            Replay replay = new Replay(PolicyBook.load(Home.policies(policies)), scope, samples);
            print(replay(replay));
        } catch (ReplayException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private ReplayReport replay(Replay replay) throws IOException {
        Path folder = source.input;
        if (folder != null) {
            return replay.over(new DecisionFiles(folder));
        }
        SluiceConfig config = ConfigReader.read(java.util.Objects.requireNonNull(source.config));
        try (SchemaRegistry registry = SchemaRegistry.connect(Connections.registry(config.registry()));
                DecisionTopic topic = new DecisionTopic(
                        Connections.kafka(config.kafka()), registry, Connections.prefix(config.kafka()))) {
            History history = topic;
            return replay.over(history);
        }
    }

    private void print(ReplayReport report) throws IOException {
        if (json) {
            new JsonLines(terminal.out()).write(generator -> ReplayJson.write(generator, report));
        } else {
            ReplayText.of(report).forEach(terminal.out()::println);
        }
    }

    private static Instant time(String option, @Nullable String given, Instant otherwise) {
        if (given == null) {
            return otherwise;
        }
        try {
            return Instant.parse(given);
        } catch (DateTimeException e) {
            throw CommandException.usage(
                    option + " is '" + given + "'; allowed: a time in UTC such as 2026-11-01T10:00:00Z");
        }
    }
}
